"""JupyterLab on working copies of the notebooks, driven by Debian's chromium; skipped, and said so, without it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ("0_corpus", "1_timeline", "2_quotes", "3_stance", "4_sources")
PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
QUIET = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
WHOLE_NOTEBOOK = {"windowingMode": "none"}  # else Lab takes cells that are out of sight out of the page
PATIENCE = 90_000  # milliseconds a condition may take on a busy machine; nothing waits longer than it must


def find_chromium() -> str | None:
    """WORKBENCH_CHROMIUM, or where Debian and others put it."""
    return next((place for place in (os.environ.get("WORKBENCH_CHROMIUM", ""), *PLACES) if Path(place).is_file()), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if find_chromium() is None:
                item.add_marker(pytest.mark.skip(reason="no chromium here: apt install chromium, "
                                                        "or name one in WORKBENCH_CHROMIUM"))


@dataclass
class Project:
    """A project folder of its own for the browser: what is clicked there changes nothing in the real one."""

    folder: Path

    def write(self, name: str, *cells: str) -> str:
        """A notebook of code cells; its path within the project."""
        import nbformat

        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, self.folder / name)
        return name


@dataclass
class Lab:
    """One open page of JupyterLab, with what it asked for and complained about."""

    page: Any
    url: str
    errors: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        home = self.url.split("?")[0]
        near = (home, home.replace("http", "ws", 1), "data:", "blob:")
        self.page.on("request", lambda request: None if request.url.startswith(near)
                     else self.abroad.append(request.url))

    def open(self, notebook: str) -> None:
        """Opens a notebook and waits for its kernel."""
        base, _, token = self.url.partition("?")
        self.page.goto(f"{base}lab/workspaces/{time.monotonic_ns()}/tree/{notebook}?{token}")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle'",
            timeout=PATIENCE)

    def run_all(self) -> None:
        """Runs all cells and waits until the last one has run."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def wait_for_charts(self) -> None:
        """Waits until every chart of the explorers stands, or says that there is nothing to draw."""
        self.page.wait_for_function("""() => {
          const charts = [...document.querySelectorAll(".wb-explorer [role=figure]")];
          return charts.length && charts.every(chart => chart.dataset.generation);
        }""", timeout=PATIENCE)

    def keep_picture(self, name: str, part: Any = None) -> None:
        """A screenshot, kept where WORKBENCH_PICTURES names a folder."""
        folder = os.environ.get("WORKBENCH_PICTURES")
        if folder:
            (part or self.page).screenshot(path=Path(folder) / f"{name}.png")

    def error_outputs(self) -> list[str]:
        """What failed in the notebook, as a reader sees it."""
        return self.page.eval_on_selector_all(
            '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"], '
            '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]',
            "outputs => outputs.map(output => output.innerText)")


def find_barriers(page: Any, context: Any = None) -> str:
    """What axe finds serious or critical for people who cannot see, hear or point; a line a finding."""
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page, context=context, options={"resultTypes": ["violations"]})
    return "\n".join(f"{barrier['id']}: {node['html'][:200]}" for barrier in results.response["violations"]
                     if barrier["impact"] in ("serious", "critical") for node in barrier["nodes"])


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("project")
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    for name in ("data", "seeds", "notebooks"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    (folder / "data" / "reviews.jsonl").unlink(missing_ok=True)
    return Project(folder)


@pytest.fixture(scope="session")
def server(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab on the project, with its token; settings, kernels and logs are its own."""
    home = tmp_path_factory.mktemp("jupyter")
    for path, content in (("config/labconfig/page_config.json", QUIET),
                          ("settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings", WHOLE_NOTEBOOK)):
        (home / path).parent.mkdir(parents=True)
        (home / path).write_text(json.dumps(content), encoding="utf-8")
    folders = {"JUPYTER_CONFIG_DIR": "config", "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTER_DATA_DIR": "data",
               "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "JUPYTER_RUNTIME_DIR": "runtime"}
    env = {**os.environ, "PYTHONPATH": str(ROOT), "WORKBENCH_ANALYST": "anna",
           **{name: str(home / folder) for name, folder in folders.items()}}
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--port=0", "--ServerApp.allow_root=True",
               "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={project.folder}"]
    with (home / "log").open("w") as log, subprocess.Popen(command, env=env, stdout=log, stderr=log,
                                                         cwd=project.folder) as process:
        try:
            yield _wait_for_server(home, process)
        finally:
            process.terminate()


def _wait_for_server(home: Path, process: subprocess.Popen) -> str:
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until and process.poll() is None:
        for path in (home / "runtime").glob("jpserver-*.json"):
            text = path.read_text(encoding="utf-8")
            if text.endswith("}"):
                server = json.loads(text)
                return f"{server['url'].replace('localhost', '127.0.0.1')}?token={server['token']}"
        time.sleep(0.1)  # the server tells nobody when it is ready: its file appears
    raise RuntimeError(f"JupyterLab did not start: {(home / 'log').read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def lab(browser: Any, server: str) -> Iterator[Lab]:
    context = browser.new_context(viewport={"width": 1400, "height": 1800},
                                  permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    lab = Lab(page, server)
    lab.listen()
    yield lab
    page.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")
    context.close()
