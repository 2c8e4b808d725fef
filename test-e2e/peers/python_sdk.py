"""Exports a known set of records by the OpenTelemetry Python SDK, in protobuf.

Arguments: base URL of the receiver, bearer token, compression (none, gzip or deflate), protocol (http or grpc), PEM file of a certificate to
trust. Prints the trace id and the ids of the spans. Exits with 1 when an export failed. The expectations are in harness/python-sdk.ts.
"""

import sys
from pathlib import Path

from opentelemetry import trace
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import AlwaysOnExemplarFilter, MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import (
    ExplicitBucketHistogramAggregation,
    ExponentialBucketHistogramAggregation,
    View,
)
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

START = 1_795_255_200_123_456_789  # 2026-11-21T10:00:00.123456789Z
SPANS = 300
LOG_RECORDS = 1000


def http_exporters(url: str, token: str, compression: str, certificate: str | None):
    from opentelemetry.exporter.otlp.proto.http import Compression
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    options = {
        "headers": {"authorization": f"Bearer {token}"},
        "compression": Compression(compression),
        "timeout": 60,
        "certificate_file": certificate,
    }
    return (
        OTLPSpanExporter(f"{url}/v1/traces", **options),
        OTLPLogExporter(f"{url}/v1/logs", **options),
        OTLPMetricExporter(f"{url}/v1/metrics", **options),
    )


def grpc_exporters(url: str, token: str, compression: str, certificate: str | None):
    from grpc import Compression, ssl_channel_credentials
    from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

    options = {
        "headers": {"authorization": f"Bearer {token}"},
        "compression": {"none": Compression.NoCompression, "gzip": Compression.Gzip, "deflate": Compression.Deflate}[compression],
        "timeout": 60,
        "insecure": certificate is None,
        "credentials": None if certificate is None else ssl_channel_credentials(Path(certificate).read_bytes()),
    }
    return OTLPSpanExporter(url, **options), OTLPLogExporter(url, **options), OTLPMetricExporter(url, **options)


def main(exporters) -> bool:
    span_exporter, log_exporter, metric_exporter = exporters
    resource = Resource(
        {"service.name": "python-sdk", "service.namespace": "e2e", "process.pid": 4711, "host.ip": ["::1", "127.0.0.1"]},
        "https://opentelemetry.io/schemas/1.37.0",
    )

    tracer_provider = TracerProvider(resource=resource)
    tracer_provider.add_span_processor(BatchSpanProcessor(span_exporter, max_queue_size=4096))
    tracer = tracer_provider.get_tracer("e2e.tracer", "1.2.3")
    root = tracer.start_span("root", kind=trace.SpanKind.CONSUMER, start_time=START, attributes={"ratio": 0.1, "ok": True})
    context = trace.set_span_in_context(root)
    for index in range(SPANS):
        child = tracer.start_span(
            f"child {index}",
            context,
            links=[trace.Link(root.get_span_context(), {"index": index})],
            start_time=START + 1000 * index,
        )
        child.add_event("tick", {"index": index}, START + 1000 * index + 1)
        child.end(START + 1000 * (index + 1))
    root.set_status(trace.StatusCode.ERROR, "böse")
    root.end(START + 10**9)

    logger_provider = LoggerProvider(resource=resource)
    logger_provider.add_log_record_processor(BatchLogRecordProcessor(log_exporter, max_queue_size=4096))
    logger = logger_provider.get_logger("e2e.logger", "4.5.6")
    for index in range(LOG_RECORDS):
        logger.emit(
            LogRecord(
                timestamp=START + 1000 * index,
                observed_timestamp=START,
                context=context,
                severity_number=SeverityNumber.DEBUG4,
                severity_text="DEBUG",
                body={"index": index, "nested": [index, str(index)]},
                attributes={"index": index},
                event_name="e2e.event",
            )
        )

    meter_provider = MeterProvider(
        [PeriodicExportingMetricReader(metric_exporter, 3_600_000)],
        resource,
        AlwaysOnExemplarFilter(),
        views=[
            View(instrument_name="latency.explicit", aggregation=ExplicitBucketHistogramAggregation((1, 10))),
            View(instrument_name="latency.exponential", aggregation=ExponentialBucketHistogramAggregation(4)),
        ],
    )
    meter = meter_provider.get_meter("e2e.meter", "7.8.9")
    route = {"route": "/items"}
    meter.create_counter("requests", "{request}", "Requests served").add(2**53 + 1, route, context)
    meter.create_up_down_counter("queue.length").add(-2.5, route, context)
    meter.create_gauge("temperature").set(21.5, route, context)
    meter.create_gauge("threads").set(-42, route, context)
    explicit = meter.create_histogram("latency.explicit", "ms")
    exponential = meter.create_histogram("latency.exponential", "ms")
    for value in (0.5, 5.0, 5.0, 50.0):
        explicit.record(value, route, context)
        exponential.record(value, route, context)

    # Each flushes what it holds; the metric provider would collect a second time if it were flushed and shut down.
    exported = [tracer_provider.force_flush(60_000), logger_provider.force_flush(60_000), meter_provider.force_flush(60_000)]
    ids = root.get_span_context()
    print(trace.format_trace_id(ids.trace_id), trace.format_span_id(ids.span_id))
    return all(exported)


if __name__ == "__main__":
    url, token, compression, protocol, *certificate = sys.argv[1:]
    make = grpc_exporters if protocol == "grpc" else http_exporters
    exported = main(make(url, token, compression, certificate[0] if certificate else None))
    sys.stdout.flush()
    # Not through the interpreter's end, whose hooks would export the metrics again.
    import os

    os._exit(0 if exported else 1)
