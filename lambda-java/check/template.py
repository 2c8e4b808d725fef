"""Checks template.yaml offline, with the versions in requirements.txt: cfn-lint, SAM's versions of the function, then the IAM policies of each
kind of deployment with parliament, and those of docs/iam.

Parliament knows the actions, resource types and condition keys of IAM's service authorization reference. It finds actions that do not
exist, actions that do not apply to their resource, malformed ARNs, and permissions that are too wide. It calls nothing.

    python lambda-java/check/template.py [template]      prints the findings; status 1 if there are any
"""

import copy
import json
import logging
import os
import pathlib
import subprocess
import sys
import warnings
from unittest import mock

# Parliament imports pkg_resources, which tells on each use that it will go.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")

# It says that metrics of SAM itself were not sent anywhere.
logging.getLogger("samtranslator.metrics").setLevel(logging.ERROR)

from cfnlint.decode import decode
from parliament import analyze_policy_string
from samtranslator.translator.transform import transform

# Not bin/cfn-lint: it has the path of the environment in which it was installed.
CFN_LINT = "from cfnlint.runner import main; main()"

REGION, ACCOUNT = "eu-central-1", "123456789012"
TABLE_BUCKET = f"arn:aws:s3tables:{REGION}:{ACCOUNT}:bucket/otlp2parquet"

# Each way in which the role gets its policies.
DEPLOYMENTS = {
    "s3tables": {"Mode": "s3tables"},
    "s3tables, existing": {"Mode": "s3tables", "ExistingTableBucket": TABLE_BUCKET},
    "glue": {"Mode": "glue"},
    "glue, existing": {"Mode": "glue", "ExistingBucket": "telemetry"},
    "s3": {"Mode": "s3"},
    "s3, existing": {"Mode": "s3", "ExistingBucket": "telemetry"},
}
ATTRIBUTES = {
    "TableBucket.TableBucketARN": TABLE_BUCKET,
    "LogGroup.Arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:otlp2parquet:*",
}
REFERENCES = {
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "Bucket": "telemetry",
}


class Deployment:
    """A template with its parameters: what intrinsic functions give in a deployment."""

    def __init__(self, template, parameters):
        self.template = template
        defaults = {name: each["Default"] for name, each in template["Parameters"].items()}
        self.names = {**REFERENCES, **ATTRIBUTES, **defaults, **parameters}

    def holds(self, condition):
        """Whether a condition holds, by its name or as a function."""
        if isinstance(condition, str):
            return self.holds(self.template["Conditions"][condition])
        ((function, arguments),) = condition.items()
        if function == "Condition":
            return self.holds(arguments)
        if function == "Fn::Equals":
            return str(self.resolved(arguments[0])) == str(self.resolved(arguments[1]))
        if function == "Fn::Not":
            return not self.holds(arguments[0])
        if function == "Fn::And":
            return all(self.holds(each) for each in arguments)
        raise SystemExit(f"check/template.py does not know the condition {function}")

    def resolved(self, value):
        """The value with intrinsic functions replaced by what they give."""
        if isinstance(value, list):
            return [self.resolved(each) for each in value]
        if not isinstance(value, dict):
            return value
        function, arguments = next(iter(value.items())) if len(value) == 1 else (None, None)
        if function == "Ref":
            return self.names[arguments]
        if function == "Fn::GetAtt":
            return self.names[arguments if isinstance(arguments, str) else ".".join(arguments)]
        if function == "Fn::If":
            return self.resolved(arguments[1 if self.holds(arguments[0]) else 2])
        if function == "Fn::Sub":
            text, more = (arguments, {}) if isinstance(arguments, str) else arguments
            for name, replacement in {**self.names, **self.resolved(more)}.items():
                text = text.replace("${" + name + "}", str(replacement))
            if "${" in text:
                raise SystemExit(f"check/template.py does not know a name in {text}: add it to REFERENCES")
            return text
        return {name: self.resolved(each) for name, each in value.items()}

    def policies(self):
        """The policies that the role has."""
        for name, resource in self.template["Resources"].items():
            exists = "Condition" not in resource or self.holds(resource["Condition"])
            if resource["Type"] == "AWS::IAM::RolePolicy" and exists:
                yield name, self.resolved(resource["Properties"]["PolicyDocument"])


def actions(documents):
    """All actions that policies allow, but for those on logs."""
    every = set()
    for document in documents:
        for statement in document["Statement"]:
            allowed = statement["Action"]
            every.update([allowed] if isinstance(allowed, str) else allowed)
    return {action for action in every if not action.startswith("logs:")}


def documented(template, name, policy):
    """Whether the role of a deployment that creates nothing has the actions of a documented policy, and no others."""
    role = actions(document for _, document in Deployment(template, DEPLOYMENTS[name]).policies())
    other = role ^ actions([json.loads(policy.read_text())])
    if other:
        print(f"{name}: only the role or only {policy.name} has {', '.join(sorted(other))}")
    return not other


def version(template, revision):
    """The version that the alias has, and the properties of the function, once SAM has transformed the template."""
    parameters = {name: each["Default"] for name, each in template["Parameters"].items()}
    parameters.update({"Revision": revision, "AWS::Region": REGION, "AWS::Partition": "aws"})
    fragment = copy.deepcopy(template)
    # As `sam deploy` writes it.
    fragment["Resources"]["Function"]["Properties"]["CodeUri"] = "s3://packages/function.zip"
    with mock.patch.dict(os.environ, {"AWS_DEFAULT_REGION": REGION}):
        resources = transform(fragment, parameters, NoManagedPolicies())["Resources"]
    alias = resources["FunctionAliaslive"]["Properties"]
    return alias["FunctionVersion"]["Fn::GetAtt"][0], resources["Function"]["Properties"]


class NoManagedPolicies:
    """SAM asks IAM for them; the template has none."""

    def load(self):
        return {}


def every_deployment_publishes(template):
    """Whether a deployment that changes nothing but the revision moves the alias, to a version that differs for Lambda."""
    # As scripts/lambda sets it in one second and the next.
    (first, properties), (second, _) = version(template, "1796000000"), version(template, "1796000001")
    if first == second:
        print(f"the alias stays at {first} when Revision changes: a changed token would not reach it")
    if properties["Environment"]["Variables"].get("REVISION") != {"Ref": "Revision"}:
        print("the variable REVISION is not the parameter Revision: Lambda would publish nothing new")
        return False
    print(f"alias: {first}, then {second}")
    return first != second


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
    failed |= not every_deployment_publishes(template)
    for name, parameters in DEPLOYMENTS.items():
        count = 0
        for policy, document in Deployment(template, parameters).policies():
            count += len(document["Statement"])
            failed |= findings(f"{name}: {policy}", document)
        print(f"{name}: {count} statements")
    iam = pathlib.Path(__file__).parents[2] / "docs/iam"
    failed |= not documented(template, "s3tables, existing", iam / "s3-tables.json")
    failed |= not documented(template, "glue, existing", iam / "glue.json")
    for policy in sorted(iam.glob("*.json")):
        document = json.loads(policy.read_text())
        failed |= findings(policy.name, document)
        print(f"{policy.name}: {len(document['Statement'])} statements")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
