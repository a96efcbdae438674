"""The step that hatchling runs before a wheel or an editable install: it compiles the C libraries in their places.

The wheel then holds machine code and is named for its platform, not for a version of Python. Where no compiler works,
the package ``ziglang``, which holds one, is asked for. Where nothing helps, the wheel is built without them.
HATCH_BUILD_NO_HOOKS=true leaves the step out.
"""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags

RECIPE = Path(__file__).parent / "redact" / "native" / "build.py"
ZIGLANG = (
    "ziglang>=0.13; platform_machine == 'x86_64' or platform_machine == 'AMD64'"
    " or platform_machine == 'arm64' or platform_machine == 'aarch64'"
)


class NativeLibrary(BuildHookInterface[Any]):
    """Puts the C libraries into the wheel, or says on one line why one is not there."""

    def dependencies(self) -> list[str]:
        """What must be installed before the build: a compiler, where none works here and a library is not built."""
        recipe = _recipe()
        return [ZIGLANG] if any(map(recipe.needs_zig, recipe.FOLDERS)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling names it
        """Compiles the libraries and has them packed."""
        recipe = _recipe()
        for folder in recipe.FOLDERS:
            try:
                library: Path = recipe.build(folder)
            except recipe.NotBuiltError as error:
                self.app.display_warning(_warning(error))
                continue
            build_data["artifacts"].append(f"/{library.relative_to(Path(self.root).resolve()).as_posix()}")
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{_platform()}"


def _recipe() -> ModuleType:
    """``redact.native.build``, loaded by its path: redact itself is not installed yet."""
    spec = spec_from_file_location("redact_native_build", RECIPE)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(RECIPE)
    recipe = module_from_spec(spec)
    spec.loader.exec_module(recipe)
    return recipe


def _platform() -> str:
    """The name of this platform in a wheel; not one of the many-Linux names, which promise a test that was not made."""
    return next(tag.platform for tag in sys_tags() if not tag.platform.startswith(("manylinux", "musllinux")))


def _warning(error: Exception) -> str:
    return (
        f"redact is built without its C library ({error}): it finds the same, only slower. "
        "To have it, mend that and install again"
    )
