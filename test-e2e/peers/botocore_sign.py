"""botocore's signer, asked and answering in lines of JSON.

A line on standard input is {"sign": [CASE]}; test-e2e/sign-vectors/signing-case.ts says what a case is. The result has
{"canonicalRequest": TEXT, "authorization": HEADER} for each.
"""

import json
import sys
import traceback
from datetime import datetime, timezone
from unittest import mock

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def sign(case):
    # botocore encodes decoded parameters itself, and takes those of an address as they are.
    url, _, _ = case["url"].partition("?")
    request = AWSRequest(
        method=case["method"],
        url=url,
        headers=case["headers"],
        data=case.get("body", "").encode(),
        params=[tuple(parameter) for parameter in case["parameters"]],
    )
    credentials = Credentials(case["accessKeyId"], case["secretAccessKey"], case["sessionToken"] or None)
    # What botocore's clients do: "s3v4" for S3, "v4" for all other services.
    kind = S3SigV4Auth if case["service"] == "s3" else SigV4Auth
    signer = kind(credentials, case["service"], case["region"])
    now = datetime.fromtimestamp(case["unixSeconds"], timezone.utc)
    with mock.patch("botocore.auth.get_current_datetime", lambda: now):
        signer.add_auth(request)
    authorization = request.headers["Authorization"]
    # It is no part of what is signed.
    del request.headers["Authorization"]
    return {"canonicalRequest": signer.canonical_request(request), "authorization": authorization}


def main():
    print('{"result":"ready"}', flush=True)
    for line in sys.stdin:
        try:
            answer = {"result": [sign(case) for case in json.loads(line)["sign"]]}
        except Exception:
            answer = {"error": traceback.format_exc()}
        # The prefix by which answers are told from chatter has no blank.
        print(json.dumps(answer, separators=(",", ":")), flush=True)


main()
