"""The settings that LibreOffice works by here: no macros, nothing fetched or updated, no recovery, no Java."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_NETWORK = "/org.openoffice.Inet/Settings"


class _Setting(NamedTuple):
    path: str
    name: str
    value: str


_SETTINGS = (
    _Setting(_SECURITY, "DisableMacrosExecution", "true"),
    _Setting(_SECURITY, "MacroSecurityLevel", "3"),
    _Setting(_SECURITY, "BlockUntrustedRefererLinks", "true"),
    _Setting("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    _Setting("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),  # never, in its own counting
    _Setting("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    _Setting("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    _Setting("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    _Setting("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    _Setting("/org.openoffice.Office.Common/Misc", "CrashReport", "false"),
    _Setting("/org.openoffice.Office.Common/Misc", "UseLocking", "false"),
    # What should ask for an address all the same asks this machine, at a port where nobody answers.
    _Setting(_NETWORK, "ooInetProxyType", "2"),
    *(_Setting(_NETWORK, f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(_Setting(_NETWORK, f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
    _Setting(_NETWORK, "ooInetNoProxy", ""),
)
_NAMESPACE = "http://openoffice.org/2001/registry"


def make_profile(folder: Path) -> None:
    """Write the profile that LibreOffice finds in the folder."""
    (folder / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path={quoteattr(one.path)}><prop oor:name="{one.name}" oor:op="fuse"><value>{one.value}</value>'
        "</prop></item>"
        for one in _SETTINGS
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="{_NAMESPACE}">{items}</oor:items>\n'
    (folder / "user" / "registrymodifications.xcu").write_text(text, "utf-8")
