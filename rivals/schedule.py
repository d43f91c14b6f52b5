"""``schedule``: print the crontab line, or the systemd units, that run rivals by themselves."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

from crawler.config import Config
from crawler.configuration.reading import load_config
from rivals.options import Options

_DAY_S = 86400


def print_schedule(options: Options) -> int:
    """Print lines to be put into a crontab, or units for systemd, with whole paths; nothing is installed."""
    config = load_config(options.config)
    print(_systemd(options, config) if options.systemd else _cron(options, config))
    return 0


def _cron(options: Options, config: Config) -> str:
    command = _command(options, shlex.quote).replace("%", r"\%")  # in a crontab a bare % ends the line
    minute = _minute(options)
    when, how_often = (f"{minute} 5 * * *", "daily at 5") if _is_daily(config) else (f"{minute} * * * *", "every hour")
    return "\n".join(
        (
            f"# rivals, {how_often}; what is due by then is visited. Put this line into the crontab: crontab -e",
            "# cron mails what is printed: targets that failed, and nothing on a good day.",
            f"{when} {command}",
        )
    )


def _systemd(options: Options, config: Config) -> str:
    minute = _minute(options)
    when = f"*-*-* 05:{minute:02}:00" if _is_daily(config) else f"*-*-* *:{minute:02}:00"
    return "\n".join(
        (
            "# ~/.config/systemd/user/rivals.service",
            "[Unit]",
            "Description=Watch competitors",
            "",
            "[Service]",
            "Type=oneshot",
            f"WorkingDirectory={_unit(str(Path.cwd()))}",
            f"ExecStart={_unit(_command(options, _systemd_quote))}",
            "# 3: some targets failed, they are named in the journal",
            "SuccessExitStatus=3",
            "",
            "# ~/.config/systemd/user/rivals.timer",
            "[Timer]",
            f"OnCalendar={when}",
            "RandomizedDelaySec=5m",
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
            "# then: systemctl --user daemon-reload && systemctl --user enable --now rivals.timer",
        )
    )


def _is_daily(config: Config) -> bool:
    """Is a visit a day enough for every target?"""
    return all(target.every_s >= _DAY_S for target in config.targets)


def _minute(options: Options) -> int:
    """Return a minute that is this installation's own: machines that all start at :00 meet at the same sites."""
    return sum(str(options.config.resolve()).encode()) % 55 + 2


def _command(options: Options, quote: Callable[[str], str]) -> str:
    places = (("--config", options.config), ("--db", options.db), ("--reports", options.reports))
    program = Path(sys.argv[0]).resolve()
    words = [sys.executable, "-m", "rivals"] if program.suffix == ".py" else [str(program)]
    words += ["run", "--quiet"]
    words += [word for name, path in places for word in (name, str(path.resolve()))]
    return " ".join(map(quote, words))


def _systemd_quote(word: str) -> str:
    """Quote one word of a command line for systemd (systemd.service(5), *Command lines*)."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{plain}"' if any(sign in word for sign in " \t\"'\\;") else plain


def _unit(text: str) -> str:
    """Escape the specifiers of unit files."""
    return text.replace("%", "%%")
