"""What holds for every plugin that is registered, ours or a stranger's."""

import json
import subprocess
import sys

import msgspec
import pytest

from redact import registry, weights
from redact.contracts import Detector, Handler, Operator, Reader, Secrets
from tests.contracts.registered import TRIED_WITH, made

CONTRACTS = {"handlers": Handler, "readers": Reader, "detectors": Detector, "operators": Operator}
REGISTERED = [(group, name) for group in registry.GROUPS for name in sorted(registry.available(group))]
every_plugin = pytest.mark.parametrize(("group", "name"), REGISTERED)

CONSTRUCT = """
import json, sys
from redact import registry
from redact.contracts import Secrets
group, name, options = sys.argv[1:]
plugin = registry.load(group, name)
options = registry.options_for(plugin, json.loads(options), name)
secrets = [Secrets(b"k" * 32)] if group == "operators" else []
opened = []
def watch(event, arguments):
    if event in {"open", "socket.connect", "subprocess.Popen"} and not str(arguments[0]).endswith((".py", ".pyc")):
        opened.append(event)
sys.addaudithook(watch)
plugin(options, *secrets)
done = list(opened)
modules = {module.split(".")[0] for module in sys.modules} - {plugin.__module__.split(".")[0]}
print(json.dumps({"opened": done, "modules": sorted(modules)}))
"""
LIGHT = sys.stdlib_module_names | {"msgspec", "redact", "typing_extensions"}


def secrets(group: str) -> list[Secrets]:
    return [Secrets(b"k" * 32)] if group == "operators" else []


def test_there_are_plugins_in_every_group() -> None:
    assert {group for group, _ in REGISTERED} == set(registry.GROUPS)


@every_plugin
def test_it_fits_its_contract(group: str, name: str) -> None:
    assert isinstance(made(group, name, *secrets(group)), CONTRACTS[group])


@every_plugin
def test_its_options_are_frozen_and_strict(group: str, name: str) -> None:
    options = registry.load(group, name).Options
    assert issubclass(options, msgspec.Struct)
    assert options.__struct_config__.frozen
    assert options.__struct_config__.forbid_unknown_fields


@every_plugin
def test_it_has_a_version_and_names_models_that_are_listed(group: str, name: str) -> None:
    plugin = made(group, name, *secrets(group))
    assert isinstance(plugin.version, str)
    assert plugin.version
    assert isinstance(plugin.models, tuple)
    for model in plugin.models:
        assert weights.model(model)


@every_plugin
def test_its_constructor_loads_no_package_and_opens_no_file(group: str, name: str) -> None:
    options = json.dumps(TRIED_WITH.get((group, name), {}))
    run = subprocess.run(
        [sys.executable, "-c", CONSTRUCT, group, name, options], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout)
    assert seen["opened"] == []
    preloaded = set(json.loads(bare_interpreter()))
    assert set(seen["modules"]) - preloaded - LIGHT == set()


def bare_interpreter() -> str:
    code = "import json, sys; print(json.dumps([m.split('.')[0] for m in sys.modules]))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout
