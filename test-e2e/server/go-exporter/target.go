package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploggrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"google.golang.org/grpc/credentials"
)

// timeout of an export with its repetitions. A receiver may ask to wait for 30 s.
const timeout = 90 * time.Second

// target is a receiver, and how to reach it.
type target struct {
	url     string
	headers map[string]string
	grpc    bool
	gzip    bool
	// trust is nil if only the certificates of the system are trusted.
	trust *tls.Config
}

func targetOf(args []string) (target, error) {
	if len(args) < 4 {
		return target{}, errors.New("expected URL, token, protocol, compression and perhaps a certificate")
	}
	t := target{
		url:     args[0],
		headers: map[string]string{"authorization": "Bearer " + args[1]},
		grpc:    args[2] == "grpc",
		gzip:    args[3] == "gzip",
	}
	if len(args) > 4 {
		pem, err := os.ReadFile(args[4])
		if err != nil {
			return target{}, err
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return target{}, fmt.Errorf("%s has no certificate", args[4])
		}
		t.trust = &tls.Config{RootCAs: pool}
	}
	return t, nil
}

func (t target) spans(ctx context.Context) (sdktrace.SpanExporter, error) {
	if t.grpc {
		options := []otlptracegrpc.Option{
			otlptracegrpc.WithEndpointURL(t.url),
			otlptracegrpc.WithHeaders(t.headers),
			otlptracegrpc.WithTimeout(timeout),
		}
		if t.gzip {
			options = append(options, otlptracegrpc.WithCompressor("gzip"))
		}
		if t.trust != nil {
			options = append(options, otlptracegrpc.WithTLSCredentials(credentials.NewTLS(t.trust)))
		}
		return otlptracegrpc.New(ctx, options...)
	}
	options := []otlptracehttp.Option{
		otlptracehttp.WithEndpointURL(t.path("traces")),
		otlptracehttp.WithHeaders(t.headers),
		otlptracehttp.WithTimeout(timeout),
	}
	if t.gzip {
		options = append(options, otlptracehttp.WithCompression(otlptracehttp.GzipCompression))
	}
	if t.trust != nil {
		options = append(options, otlptracehttp.WithTLSClientConfig(t.trust))
	}
	return otlptracehttp.New(ctx, options...)
}

func (t target) logs(ctx context.Context) (sdklog.Exporter, error) {
	if t.grpc {
		options := []otlploggrpc.Option{
			otlploggrpc.WithEndpointURL(t.url),
			otlploggrpc.WithHeaders(t.headers),
			otlploggrpc.WithTimeout(timeout),
		}
		if t.gzip {
			options = append(options, otlploggrpc.WithCompressor("gzip"))
		}
		if t.trust != nil {
			options = append(options, otlploggrpc.WithTLSCredentials(credentials.NewTLS(t.trust)))
		}
		return otlploggrpc.New(ctx, options...)
	}
	options := []otlploghttp.Option{
		otlploghttp.WithEndpointURL(t.path("logs")),
		otlploghttp.WithHeaders(t.headers),
		otlploghttp.WithTimeout(timeout),
	}
	if t.gzip {
		options = append(options, otlploghttp.WithCompression(otlploghttp.GzipCompression))
	}
	if t.trust != nil {
		options = append(options, otlploghttp.WithTLSClientConfig(t.trust))
	}
	return otlploghttp.New(ctx, options...)
}

func (t target) metrics(ctx context.Context) (sdkmetric.Exporter, error) {
	if t.grpc {
		options := []otlpmetricgrpc.Option{
			otlpmetricgrpc.WithEndpointURL(t.url),
			otlpmetricgrpc.WithHeaders(t.headers),
			otlpmetricgrpc.WithTimeout(timeout),
		}
		if t.gzip {
			options = append(options, otlpmetricgrpc.WithCompressor("gzip"))
		}
		if t.trust != nil {
			options = append(options, otlpmetricgrpc.WithTLSCredentials(credentials.NewTLS(t.trust)))
		}
		return otlpmetricgrpc.New(ctx, options...)
	}
	options := []otlpmetrichttp.Option{
		otlpmetrichttp.WithEndpointURL(t.path("metrics")),
		otlpmetrichttp.WithHeaders(t.headers),
		otlpmetrichttp.WithTimeout(timeout),
	}
	if t.gzip {
		options = append(options, otlpmetrichttp.WithCompression(otlpmetrichttp.GzipCompression))
	}
	if t.trust != nil {
		options = append(options, otlpmetrichttp.WithTLSClientConfig(t.trust))
	}
	return otlpmetrichttp.New(ctx, options...)
}

func (t target) path(signal string) string {
	return strings.TrimSuffix(t.url, "/") + "/v1/" + signal
}
