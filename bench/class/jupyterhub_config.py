"""A hub for a class that is simulated: on this machine alone, with all its files in one folder.

What differs from run to run comes as JSON from `hub.mjs`, in the environment.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

settings = json.loads(os.environ["CLASS"])
folder = Path(settings["folder"])
public, hub, api = (f"http://127.0.0.1:{port}" for port in settings["ports"])

c = get_config()  # noqa: F821
c.Application.log_level = "WARN"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.bind_url = public
c.JupyterHub.hub_bind_url = hub
c.ConfigurableHTTPProxy.api_url = api
c.ConfigurableHTTPProxy.command = settings["proxy"]
c.JupyterHub.db_url = f"sqlite:///{folder / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")
c.JupyterHub.active_server_limit = settings["servers"]
c.JupyterHub.concurrent_spawn_limit = settings["servers"]

c.SimpleLocalProcessSpawner.home_dir_template = str(folder / "students" / "{username}")
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.Spawner.default_url = "/lab"
c.Spawner.environment = settings["environment"]
c.Spawner.ip = "127.0.0.1"
# It ends a hang: on a busy machine a start takes a while.
c.Spawner.start_timeout = c.Spawner.http_timeout = 300

# Who measures asks which servers stand, and as which processes.
c.JupyterHub.services = [{"name": "measure", "api_token": settings["token"]}]
c.JupyterHub.load_roles = [
    {
        "name": "measure",
        "services": ["measure"],
        "scopes": ["list:users", "read:servers", "admin:server_state"],
    }
]


def end_in_time(parent, deadline):
    """Ends the hub, and with it its proxy and servers, once who started it is gone or time is up."""
    while os.getppid() == parent and time.monotonic() < deadline:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(
    target=end_in_time,
    args=(os.getppid(), time.monotonic() + settings["seconds"]),
    daemon=True,
).start()
