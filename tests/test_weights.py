"""Models: nothing is opened whose digest differs, nothing is fetched unasked, a failed fetch leaves no trace."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from redact import weights
from redact.errors import ExitCode, MissingError, PolicyError
from redact.weights import catalogue, fetching, sources, state, store
from redact.weights.catalogue import Carried, Directory, Hub, Model, ModelFile, Package, PinnedWheel, Wheel

PARTS = {"a.bin": b"first", "deep/b.bin": b"second half"}


def entry(path: str, data: bytes, text: str | None = None) -> ModelFile:
    return ModelFile(path, len(data), hashlib.sha256(data).hexdigest(), text)


def toy(*places: catalogue.Source) -> Model:
    files = (*(entry(path, data) for path, data in PARTS.items()), entry("made.json", b"{}", "{}"))
    return Model("a toy", "MIT", "1", sum(file.size for file in files), files, places)


def lay(folder: Path, files: dict[str, bytes] = PARTS) -> Path:
    for path, data in {**files, "made.json": b"{}"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REDACT_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("REDACT_MODELS", raising=False)
    monkeypatch.setattr(weights, "_verified", set())
    return tmp_path / "cache" / "models" / "toy"


def listed(monkeypatch: pytest.MonkeyPatch, *places: catalogue.Source) -> None:
    table = {"toy": toy(*places)}
    monkeypatch.setattr(catalogue, "models", lambda: table)
    monkeypatch.setattr(fetching, "models", lambda: table)
    monkeypatch.setattr(weights, "models", lambda: table)


def wheel_of(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(
            f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{name}-1.0.dist-info/RECORD", "")
    return path


class TestRegistry:
    def test_every_model_names_its_licence_its_size_and_its_sources_in_order(self) -> None:
        order = [Directory, Carried, Package, Wheel, Hub]
        for name, model in catalogue.models().items():
            assert model.licence and model.description and model.scores, name
            assert model.size == sum(file.size for file in model.files), name
            ranks = [order.index(type(place)) for place in model.sources]
            kinds = {type(place) for place in model.sources}
            assert ranks == sorted(ranks), name
            packaged = {Directory, Wheel, Hub} <= kinds or {Directory, Carried} == kinds
            assert packaged or (model.optional and {Directory, Hub} == kinds), name

    def test_every_model_has_a_card(self) -> None:
        cards = catalogue.registry_file().parent / "cards"
        assert {card.stem for card in cards.glob("*.md")} == set(catalogue.models())

    def test_files_that_the_registry_holds_itself_have_their_own_digest(self) -> None:
        made = [file for model in catalogue.models().values() for file in model.files if file.text is not None]
        assert made
        for file in made:
            assert file == entry(file.path, (file.text or "").encode(), file.text)

    def test_an_unlisted_name_is_a_wrong_argument(self) -> None:
        with pytest.raises(PolicyError, match="models list"):
            weights.folder("nobody")


class TestFolder:
    def test_a_missing_model_names_the_command_that_brings_it(
        self, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed(monkeypatch, Directory())
        with pytest.raises(MissingError, match="redact models get toy") as caught:
            weights.folder("toy")
        assert caught.value.exit_code == ExitCode.MISSING
        assert not cache.exists()

    def test_a_whole_model_is_given(self, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        listed(monkeypatch, Directory())
        lay(cache)
        assert weights.folder("toy") == cache

    @pytest.mark.parametrize("data", [b"secont half", b"second hal", b""])
    def test_a_changed_file_is_refused_and_named(
        self, cache: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
    ) -> None:
        listed(monkeypatch, Directory())
        lay(cache, {**PARTS, "deep/b.bin": data})
        with pytest.raises(MissingError, match=r"deep/b\.bin"):
            weights.folder("toy")

    def test_a_lost_file_is_refused(self, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        listed(monkeypatch, Directory())
        (lay(cache) / "a.bin").unlink()
        with pytest.raises(MissingError, match=r"a\.bin"):
            weights.folder("toy")

    def test_the_users_own_folder_comes_first_and_must_be_right(
        self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed(monkeypatch, Directory())
        lay(cache)
        own = lay(tmp_path / "mine" / "toy")
        monkeypatch.setenv("REDACT_MODELS", str(tmp_path / "mine"))
        assert weights.folder("toy") == own
        monkeypatch.setattr(weights, "_verified", set())
        (own / "a.bin").write_bytes(b"other")
        with pytest.raises(MissingError, match="REDACT_MODELS"):
            weights.folder("toy")

    def test_the_check_is_made_once_a_process(self, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        listed(monkeypatch, Directory())
        lay(cache)
        weights.folder("toy")
        monkeypatch.setattr(store, "digest", lambda _path: pytest.fail("hashed twice"))
        assert weights.folder("toy") == cache


class TestFetch:
    def test_from_the_users_folder(self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        listed(monkeypatch, Directory())
        lay(tmp_path / "mine" / "toy")
        monkeypatch.setenv("REDACT_MODELS", str(tmp_path / "mine"))
        assert fetching.fetch(["toy"])[0].state is weights.State.READY

    def test_from_wheels_whose_parts_are_joined(
        self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = wheel_of(tmp_path / "index", "toyone", {"toyone/a.bin": PARTS["a.bin"], "toyone/b.1": b"second "})
        two = wheel_of(tmp_path / "index", "toytwo", {"toytwo/b.2": b"half"})
        pins = tuple(PinnedWheel(path.name.split("-")[0], "1.0", store.digest(path)) for path in (one, two))
        place = Wheel("toyone", {"deep/b.bin": ("toyone/b.1", "toytwo/b.2")}, wheels=pins)
        listed(monkeypatch, place)
        index = ("--no-index", "--find-links", str(tmp_path / "index"))
        monkeypatch.setattr(sources, "PIP", (*sources.PIP[:-1], *index, "--dest"))
        steps: list[float] = []
        (got,) = fetching.fetch(["toy"], lambda _name, _step, share: steps.append(share))
        assert got.state is weights.State.READY
        assert (cache / "deep" / "b.bin").read_bytes() == b"second half"
        assert steps == sorted(steps) and steps[-1] == 1.0

    def test_a_wheel_with_another_digest_is_not_unpacked(
        self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wheel_of(tmp_path / "index", "toyone", {f"toyone/{path}": data for path, data in PARTS.items()})
        listed(monkeypatch, Wheel("toyone", wheels=(PinnedWheel("toyone", "1.0", "0" * 64),)))
        index = ("--no-index", "--find-links", str(tmp_path / "index"))
        monkeypatch.setattr(sources, "PIP", (*sources.PIP[:-1], *index, "--dest"))
        with pytest.raises(MissingError, match="sha256 differs"):
            fetching.fetch(["toy"])
        assert list(cache.parent.iterdir()) == []

    def test_every_source_gives_its_reason_and_what_was_there_stays(
        self, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed(monkeypatch, Directory(), Package(package="no-such-package"), Hub(base="ftp://example.org"))
        (lay(cache) / "a.bin").write_bytes(b"broken")
        with pytest.raises(MissingError, match=r"REDACT_MODELS.*no-such-package.*https"):
            fetching.fetch(["toy"])
        assert (cache / "a.bin").read_bytes() == b"broken"
        assert [path.name for path in cache.parent.iterdir()] == ["toy"]

    def test_a_damaged_model_is_replaced(self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        listed(monkeypatch, Package(package="toy-carrier", root="toy"))
        lay(tmp_path / "site" / "toy")
        monkeypatch.setattr(sources, "installed", lambda _source: tmp_path / "site")
        (lay(cache) / "a.bin").write_bytes(b"broken")
        assert fetching.fetch(["toy"])[0].state is weights.State.READY
        assert (cache / "a.bin").read_bytes() == PARTS["a.bin"]


class TestPlaces:
    def test_an_installed_package_is_used_where_it_lies(
        self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed(monkeypatch, Package(package="toy-carrier", root="toy"))
        monkeypatch.setattr(sources, "installed", lambda _source: tmp_path / "site")
        there = lay(tmp_path / "site" / "toy")
        assert weights.folder("toy") == there

    def test_weights_of_our_own_are_used_where_the_list_of_models_lies(
        self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed(monkeypatch, Directory(), Carried(root="toys/toy"))
        for module in (state, sources):
            monkeypatch.setattr(module, "registry_file", lambda: tmp_path / "registry.toml")
        there = lay(tmp_path / "toys" / "toy")
        assert weights.folder("toy") == there
        assert not cache.exists()

    def test_another_version_of_a_package_counts_as_not_there(
        self, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed(monkeypatch, Package(package="toy-carrier", root="toy"))
        lay(tmp_path / "site" / "toy", {**PARTS, "a.bin": b"fresh"})
        monkeypatch.setattr(sources, "installed", lambda _source: tmp_path / "site")
        with pytest.raises(MissingError, match="models get"):
            weights.folder("toy")

    @pytest.mark.parametrize(
        ("platform", "variable", "tail"),
        [
            ("win32", "LOCALAPPDATA", ("redact",)),
            ("linux", "XDG_CACHE_HOME", ("redact",)),
        ],
    )
    def test_the_cache_is_where_the_platform_keeps_such_things(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str, tail: tuple[str, ...]
    ) -> None:
        monkeypatch.delenv("REDACT_CACHE", raising=False)
        monkeypatch.setattr(store.sys, "platform", platform)
        monkeypatch.setenv(variable, str(tmp_path))
        assert store.cache_folder() == tmp_path.joinpath(*tail)

    def test_the_cache_on_macos(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("REDACT_CACHE", raising=False)
        monkeypatch.setattr(store.sys, "platform", "darwin")
        assert store.cache_folder() == Path.home() / "Library" / "Caches" / "redact"


@pytest.mark.models
def test_the_real_models_are_whole() -> None:
    usual = weights.usual()
    assert {status.name: status.state for status in weights.verify(usual)} == dict.fromkeys(usual, weights.State.READY)
