"""The hook table against mitmproxy's own addon manager: whatever the one does, the other does."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy import exceptions, hooks, options
from mitmproxy.addonmanager import AddonManager
from mitmproxy.master import Master
from mitmproxy.proxy.layers.http import HttpRequestHook
from mitmproxy.test import tflow

from proxy_addons.hook_table import HookTable

Script = Callable[[AddonManager, list[str]], None]


class Named:
    """An addon that writes down when it is asked; ``does`` says what else it does."""

    def __init__(self, name: str, log: list[str], does: str = "", addons: tuple[object, ...] = ()) -> None:
        self.name, self.log, self.does = name, log, does
        if addons:
            self.addons = list(addons)

    def request(self, flow: object) -> object:
        self.log.append(self.name)
        match self.does:
            case "halt":
                raise exceptions.AddonHalt
            case "fail":
                raise ValueError(self.name)
            case "await":
                return self._later()
        return None

    async def _later(self) -> None:
        await asyncio.sleep(0)
        self.log.append(f"{self.name} later")


class AsyncNamed(Named):
    """The same with an async hook."""

    async def request(self, flow: object) -> object:  # type: ignore[override]
        result = super().request(flow)
        return await result if result is not None else None  # type: ignore[misc]


class Silent:
    """Has no hook for the event."""

    name = "silent"


class NotCallable:
    """mitmproxy reports such a handler at every event."""

    name = "notcallable"
    request = "no function"


class ModuleLike:
    """A module of the same name as a hook is passed over."""

    name = "modulelike"
    request = asyncio


def run_both(script: Script, events: int = 1) -> tuple[list[str], list[str]]:
    """The same script against both managers: (log of mitmproxy's, log of ours)."""
    logs = []
    for kind in (AddonManager, HookTable):
        log: list[str] = []
        asyncio.run(_run(kind, script, log, events))
        logs.append(log)
    return logs[0], logs[1]


def new_manager(kind: type[AddonManager]) -> AddonManager:
    """A manager and a master of its own; mitmproxy's handler for old-style logging would outlive its loop."""
    master = Master(options.Options())
    master._legacy_log_events.uninstall()
    master.addons = kind(master)
    return master.addons


async def _run(kind: type[AddonManager], script: Script, log: list[str], events: int) -> None:
    manager = new_manager(kind)
    script(manager, log)
    for _ in range(events):
        await manager.trigger_event(HttpRequestHook(tflow.tflow()))


WAYS = st.sampled_from(["", "halt", "fail", "await"])
ADDON = st.tuples(WAYS, st.booleans(), st.lists(st.tuples(WAYS, st.booleans()), max_size=3))


@given(st.lists(ADDON, max_size=5))
def test_any_chain_of_addons_behaves_the_same(
    chain: list[tuple[str, bool, list[tuple[str, bool]]]],
) -> None:
    def script(manager: AddonManager, log: list[str]) -> None:
        for number, (does, is_async, children) in enumerate(chain):
            nested = tuple(
                (AsyncNamed if child_async else Named)(f"{number}.{index}", log, child)
                for index, (child, child_async) in enumerate(children)
            )
            manager.add((AsyncNamed if is_async else Named)(str(number), log, does, nested))

    theirs, ours = run_both(script, events=2)
    assert theirs == ours


def test_addons_added_and_removed_at_run_time() -> None:
    async def scenario(kind: type[AddonManager]) -> list[str]:
        log: list[str] = []
        manager = new_manager(kind)
        event = HttpRequestHook(tflow.tflow())
        first, second = Named("first", log), Named("second", log)
        await manager.trigger_event(event)
        manager.add(first)
        await manager.trigger_event(event)
        manager.add(second)
        await manager.trigger_event(event)
        manager.remove(first)
        await manager.trigger_event(event)
        parent = Named("parent", log)
        manager.add(parent)
        await manager.trigger_event(event)
        parent.addons = [manager.register(Named("child", log))]
        await manager.trigger_event(event)
        manager.clear()
        await manager.trigger_event(event)
        log.append(str(len(manager)))
        return log

    assert asyncio.run(scenario(AddonManager)) == asyncio.run(scenario(HookTable))


@pytest.mark.parametrize("odd", [Silent, NotCallable, ModuleLike])
def test_odd_addons(odd: type, caplog: pytest.LogCaptureFixture) -> None:
    def script(manager: AddonManager, log: list[str]) -> None:
        manager.add(Named("before", log), odd(), Named("after", log))

    with caplog.at_level(logging.ERROR):
        theirs, ours = run_both(script, events=2)
    assert theirs == ours == ["before", "after"] * 2
    errors = [re.sub("0x[0-9a-f]+", "", record.getMessage()) for record in caplog.records]
    assert len(errors) == (4 if odd is NotCallable else 0)
    assert len(set(errors)) <= 1


def test_errors_are_logged_as_mitmproxy_logs_them(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        run_both(lambda manager, log: manager.add(Named("broken", log, "fail")))
    theirs, ours = caplog.records
    assert theirs.getMessage() == ours.getMessage() == "Addon error: broken"
    assert theirs.levelno == ours.levelno
    assert ours.exc_info is not None
    assert ours.exc_info[0] is ValueError


def test_options_errors_go_up() -> None:
    class Refuses:
        def request(self, flow: object) -> None:
            raise exceptions.OptionsError("no")

    for kind in (AddonManager, HookTable):
        with pytest.raises(exceptions.OptionsError):
            asyncio.run(_run(kind, lambda manager, log: manager.add(Refuses()), [], 1))


def test_update_follows_a_flow_event_where_somebody_listens() -> None:
    class Listener:
        def __init__(self, log: list[str]) -> None:
            self.log = log

        def update(self, flows: list[object]) -> None:
            self.log.append(f"update {len(flows)}")

    async def scenario(kind: type[AddonManager], listens: bool) -> list[str]:
        log: list[str] = []
        manager = new_manager(kind)
        manager.add(Named("addon", log))
        if listens:
            manager.add(Listener(log))
        await manager.handle_lifecycle(HttpRequestHook(tflow.tflow()))
        return log

    for listens in (True, False):
        assert asyncio.run(scenario(AddonManager, listens)) == asyncio.run(scenario(HookTable, listens))


def test_lifecycle_hooks_and_options_reach_addons() -> None:
    class Life:
        def __init__(self, log: list[str]) -> None:
            self.log = log

        def load(self, loader: object) -> None:
            self.log.append("load")

        def configure(self, updated: set[str]) -> None:
            self.log.append(f"configure {sorted(updated)}")

        def running(self) -> None:
            self.log.append("running")

        def done(self) -> None:
            self.log.append("done")

    async def scenario(kind: type[AddonManager]) -> list[str]:
        log: list[str] = []
        manager = new_manager(kind)
        addon = Life(log)
        manager.add(addon)
        manager.master.options.update(listen_port=1234)
        await manager.trigger_event(hooks.RunningHook())
        manager.remove(addon)
        await manager.trigger_event(hooks.RunningHook())
        return log

    assert asyncio.run(scenario(AddonManager)) == asyncio.run(scenario(HookTable))


def test_a_cancelled_hook_is_not_swallowed() -> None:
    class Slow:
        async def request(self, flow: object) -> None:
            await asyncio.sleep(60)

    async def scenario() -> None:
        manager = new_manager(HookTable)
        manager.add(Slow())
        task = asyncio.create_task(manager.trigger_event(HttpRequestHook(tflow.tflow())))
        await asyncio.sleep(0.01)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(scenario())
