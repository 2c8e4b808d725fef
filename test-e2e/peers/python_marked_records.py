"""Exports log records by the OpenTelemetry Python SDK, one in each request, with the SDK's retries.

Arguments: base URL of the receiver, bearer token, timeout of an export in milliseconds, and then text and nanoseconds since the epoch of each record. The
expectations are in python-hang-ups.test.ts.
"""

import sys

from opentelemetry._logs import SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor
from opentelemetry.sdk.resources import Resource

url, token, timeout, *records = sys.argv[1:]
provider = LoggerProvider(resource=Resource({"service.name": "python-marked"}))
exporter = OTLPLogExporter(
    f"{url}/v1/logs", headers={"authorization": f"Bearer {token}"}, timeout=int(timeout) / 1000
)
provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
logger = provider.get_logger("repeats")
for text, nanos in zip(records[::2], map(int, records[1::2])):
    logger.emit(timestamp=nanos, observed_timestamp=nanos, severity_number=SeverityNumber.WARN, body=text)
provider.shutdown()
