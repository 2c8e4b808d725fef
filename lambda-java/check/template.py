"""Checks template.yaml offline, with the versions in requirements.txt: cfn-lint, then the IAM policies of each mode with parliament, and those
of docs/iam.

Parliament knows the actions, resource types and condition keys of IAM's service authorization reference. It finds actions that do not
exist, actions that do not apply to their resource, malformed ARNs, and permissions that are too wide. It calls nothing.

    python lambda-java/check/template.py [template]      prints the findings; status 1 if there are any
"""

import json
import pathlib
import subprocess
import sys
import warnings

# Parliament imports pkg_resources, which tells on each use that it will go.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")

from cfnlint.decode import decode
from parliament import analyze_policy_string

# Not bin/cfn-lint: it has the path of the environment in which it was installed.
CFN_LINT = "from cfnlint.runner import main; main()"

MODES = ["s3tables", "glue", "s3"]
REGION, ACCOUNT = "eu-central-1", "123456789012"

ATTRIBUTES = {
    "TableBucket.TableBucketARN": f"arn:aws:s3tables:{REGION}:{ACCOUNT}:bucket/otlp2parquet",
    "Bucket.Arn": "arn:aws:s3:::telemetry",
    "LogGroup.Arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:otlp2parquet:*",
}
REFERENCES = {
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "Namespace": "otel",
    "BasePath": "otlp",
    "Bucket": "telemetry",
}
CONDITIONS = {"IsS3Tables": ["s3tables"], "IsGlue": ["glue"], "HasBucket": ["glue", "s3"]}


def resolved(value):
    """The value with intrinsic functions replaced by what they give in a deployment."""
    if isinstance(value, list):
        return [resolved(each) for each in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["Fn::GetAtt"]:
        name = value["Fn::GetAtt"]
        return ATTRIBUTES[name if isinstance(name, str) else ".".join(name)]
    if list(value) == ["Fn::Sub"]:
        text = value["Fn::Sub"]
        for name, replacement in {**ATTRIBUTES, **REFERENCES}.items():
            text = text.replace("${" + name + "}", replacement)
        if "${" in text:
            raise SystemExit(f"check/template.py does not know a name in {text}: add it to REFERENCES")
        return text
    return {name: resolved(each) for name, each in value.items()}


def policies(template, mode):
    """The statements that the role has in a mode."""
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::IAM::RolePolicy" and mode in CONDITIONS.get(resource.get("Condition"), MODES):
            yield name, resolved(resource["Properties"]["PolicyDocument"])


def findings(name, document):
    """Prints what parliament finds in a policy. Returns whether it finds anything."""
    found = analyze_policy_string(json.dumps(document)).findings
    for finding in found:
        print(f"{name}: {finding.severity} {finding.issue}: {finding.detail} {finding.location}")
    return bool(found)


def main():
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "template.yaml")
    failed = subprocess.run([sys.executable, "-c", CFN_LINT, path], check=False).returncode != 0
    template, _ = decode(str(path))
    for mode in MODES:
        count = 0
        for name, document in policies(template, mode):
            count += len(document["Statement"])
            failed |= findings(f"{mode}: {name}", document)
        print(f"{mode}: {count} statements")
    for policy in sorted((pathlib.Path(__file__).parents[2] / "docs/iam").glob("*.json")):
        document = json.loads(policy.read_text())
        failed |= findings(policy.name, document)
        print(f"{policy.name}: {len(document['Statement'])} statements")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
