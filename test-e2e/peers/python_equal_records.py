"""Exports equal log records by the OpenTelemetry Python SDK, one in each request, with the SDK's retries.

Arguments: base URL of the receiver, bearer token, number of records. The expectations are in python-repeats.test.ts.
"""

import sys

from opentelemetry._logs import SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor
from opentelemetry.sdk.resources import Resource

url, token, count = sys.argv[1:]
provider = LoggerProvider(resource=Resource({"service.name": "python-equal"}))
exporter = OTLPLogExporter(f"{url}/v1/logs", headers={"authorization": f"Bearer {token}"}, timeout=60)
provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
logger = provider.get_logger("repeats")
for _ in range(int(count)):
    logger.emit(severity_number=SeverityNumber.WARN, body="connection refused, retrying")
provider.shutdown()
