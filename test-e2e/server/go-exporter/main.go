// Command go-exporter exports a known set of records by the OpenTelemetry Go SDK.
//
// Arguments: base URL of the receiver, bearer token, protocol (http or grpc), compression (gzip or none), PEM file of a certificate to trust.
// Prints the trace id and the id of the root span. Exits with 1 when an export failed or the SDK reported something.
// The expectations are in go-sdk.test.ts.
package main

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/log"
	"go.opentelemetry.io/otel/metric"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

const (
	logRecords = 1000
	spans      = 300
)

var start = time.Date(2026, 11, 21, 10, 0, 0, 123_456_789, time.UTC)

func main() {
	var reported atomic.Bool
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		reported.Store(true)
		fmt.Fprintln(os.Stderr, err)
	}))
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if reported.Load() {
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	target, err := targetOf(args)
	if err != nil {
		return err
	}
	about := resource.NewWithAttributes("https://opentelemetry.io/schemas/1.37.0",
		attribute.String("service.name", "go-sdk"),
		attribute.String("service.namespace", "e2e"),
		attribute.Int("process.pid", 4711),
		attribute.StringSlice("host.ip", []string{"::1", "127.0.0.1"}),
	)
	inRoot, err := exportSpans(ctx, target, about)
	if err != nil {
		return fmt.Errorf("spans: %w", err)
	}
	if err := exportLogs(inRoot, target, about); err != nil {
		return fmt.Errorf("log records: %w", err)
	}
	if err := exportMetrics(inRoot, target, about); err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	ids := trace.SpanContextFromContext(inRoot)
	fmt.Println(ids.TraceID(), ids.SpanID())
	return nil
}

// exportSpans returns the context of the root span.
func exportSpans(ctx context.Context, target target, about *resource.Resource) (context.Context, error) {
	exporter, err := target.spans(ctx)
	if err != nil {
		return nil, err
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter, sdktrace.WithExportTimeout(timeout)), sdktrace.WithResource(about))
	tracer := provider.Tracer("e2e.tracer", trace.WithInstrumentationVersion("1.2.3"))
	inRoot, root := tracer.Start(ctx, "root",
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithTimestamp(start),
		trace.WithAttributes(attribute.Float64("ratio", 0.1), attribute.Bool("ok", true)))
	for i := range spans {
		from := start.Add(time.Duration(i) * time.Microsecond)
		index := attribute.Int("index", i)
		_, child := tracer.Start(inRoot, fmt.Sprintf("child %d", i),
			trace.WithTimestamp(from),
			trace.WithLinks(trace.Link{SpanContext: root.SpanContext(), Attributes: []attribute.KeyValue{index}}))
		child.AddEvent("tick", trace.WithTimestamp(from.Add(1)), trace.WithAttributes(index))
		child.End(trace.WithTimestamp(from.Add(time.Microsecond)))
	}
	root.SetStatus(codes.Error, "böse")
	root.End(trace.WithTimestamp(start.Add(time.Second)))
	return inRoot, provider.Shutdown(ctx)
}

func exportLogs(inRoot context.Context, target target, about *resource.Resource) error {
	exporter, err := target.logs(inRoot)
	if err != nil {
		return err
	}
	processor := sdklog.NewBatchProcessor(exporter, sdklog.WithMaxQueueSize(2*logRecords), sdklog.WithExportTimeout(timeout))
	provider := sdklog.NewLoggerProvider(sdklog.WithProcessor(processor), sdklog.WithResource(about))
	logger := provider.Logger("e2e.logger", log.WithInstrumentationVersion("4.5.6"))
	for i := range logRecords {
		var record log.Record
		record.SetTimestamp(start.Add(time.Duration(i) * time.Microsecond))
		record.SetObservedTimestamp(start)
		record.SetSeverity(log.SeverityDebug4)
		record.SetSeverityText("DEBUG")
		record.SetEventName("e2e.event")
		record.SetBody(attribute.StringValue(fmt.Sprintf("record %d", i)))
		record.AddAttributes(attribute.Int("index", i))
		logger.Emit(inRoot, record)
	}
	return provider.Shutdown(inRoot)
}

func exportMetrics(inRoot context.Context, target target, about *resource.Resource) error {
	exporter, err := target.metrics(inRoot)
	if err != nil {
		return err
	}
	reader := sdkmetric.NewPeriodicReader(exporter, sdkmetric.WithInterval(time.Hour), sdkmetric.WithTimeout(timeout))
	exponential := sdkmetric.NewView(
		sdkmetric.Instrument{Name: "latency.exponential"},
		sdkmetric.Stream{Aggregation: sdkmetric.AggregationBase2ExponentialHistogram{MaxSize: 4, MaxScale: 20}})
	provider := sdkmetric.NewMeterProvider(
		sdkmetric.WithReader(reader), sdkmetric.WithResource(about), sdkmetric.WithView(exponential))
	meter := provider.Meter("e2e.meter", metric.WithInstrumentationVersion("7.8.9"))
	route := metric.WithAttributes(attribute.String("route", "/items"))

	requests, err := meter.Int64Counter("requests", metric.WithUnit("{request}"), metric.WithDescription("Requests served"))
	if err != nil {
		return err
	}
	// Not more: the SDK adds integers as floating-point numbers.
	requests.Add(inRoot, 1<<53-1, route)
	queue, err := meter.Float64UpDownCounter("queue.length")
	if err != nil {
		return err
	}
	queue.Add(inRoot, -2.5, route)
	temperature, err := meter.Float64Gauge("temperature")
	if err != nil {
		return err
	}
	temperature.Record(inRoot, 21.5, route)
	threads, err := meter.Int64Gauge("threads")
	if err != nil {
		return err
	}
	threads.Record(inRoot, -(1<<53 + 1), route)
	explicit, err := meter.Float64Histogram("latency.explicit", metric.WithUnit("ms"), metric.WithExplicitBucketBoundaries(1, 10))
	if err != nil {
		return err
	}
	scaled, err := meter.Float64Histogram("latency.exponential", metric.WithUnit("ms"))
	if err != nil {
		return err
	}
	for _, value := range []float64{0.5, 5, 5, 50} {
		explicit.Record(inRoot, value, route)
		scaled.Record(inRoot, value, route)
	}
	// Collects and exports once.
	return provider.Shutdown(inRoot)
}
