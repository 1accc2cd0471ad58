"""Keeps, per event, the hooks that exist: mitmproxy otherwise asks every addon for every event of every request."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from typing import Any, NoReturn

from mitmproxy import exceptions, flow, hooks
from mitmproxy.addonmanager import AddonManager
from mitmproxy.master import Master

logger = logging.getLogger(__name__)

HookFunction = Callable[..., Any]


class HookTable(AddonManager):
    """An ``AddonManager`` whose look-ups are remembered.

    The same order, nested addons, ``AddonHalt``, logged errors and awaitables as mitmproxy's own (the tests hold the two
    against each other). Two limits: an addon that gains a hook or a sub-addon without add, register or remove is not
    noticed, and an addon added while an event is under way is first asked for the next one.
    """

    def __init__(self, master: Master) -> None:
        self._table: dict[str, tuple[tuple[HookFunction, ...], ...]] = {}
        super().__init__(master)  # type: ignore[no-untyped-call]

    def clear(self) -> None:
        """Remove all addons."""
        super().clear()  # type: ignore[no-untyped-call]
        self._table.clear()

    def register(self, addon: object) -> object:
        """Register an addon that its parent manages."""
        try:
            return super().register(addon)  # type: ignore[no-untyped-call]
        finally:
            self._table.clear()

    def add(self, *addons: object) -> None:
        """Add addons to the end of the chain."""
        try:
            super().add(*addons)  # type: ignore[no-untyped-call]
        finally:
            self._table.clear()

    def remove(self, addon: object) -> None:
        """Remove an addon and its sub-addons."""
        try:
            super().remove(addon)  # type: ignore[no-untyped-call]
        finally:
            self._table.clear()

    async def handle_lifecycle(self, event: hooks.Hook) -> None:
        """Trigger an event of a flow, then ``update``, where anybody listens to that."""
        message = event.args()[0]
        await self.trigger_event(event)
        if isinstance(message, flow.Flow):
            update = hooks.UpdateHook([message])
            if self._hooks(update):
                await self.trigger_event(update)

    async def trigger_event(self, event: hooks.Hook) -> None:
        """Call every hook of an event; an error ends its addon's part, ``AddonHalt`` ends the event."""
        groups = self._table.get(event.name)
        if groups is None:
            groups = self._hooks(event)
        if not groups:
            return
        arguments = event.args()
        for group in groups:
            try:
                for function in group:
                    result = function(*arguments)
                    if result is not None and inspect.isawaitable(result):
                        await result
            except exceptions.AddonHalt:
                return
            except exceptions.OptionsError:
                raise
            except Exception as error:
                logger.error("Addon error: %s", error, exc_info=error)

    def _hooks(self, event: hooks.Hook) -> tuple[tuple[HookFunction, ...], ...]:
        """The hooks of an event, grouped by the addon of the chain that they belong to."""
        found = self._table.get(event.name)
        if found is None:
            groups = (self._hooks_of(addon, event) for addon in self.chain)
            found = self._table[event.name] = tuple(group for group in groups if group)
        return found

    def _hooks_of(self, addon: object, event: hooks.Hook) -> tuple[HookFunction, ...]:
        functions: list[HookFunction] = []
        try:
            for _, function in self._iter_hooks(addon, event):
                functions.append(function)
        except exceptions.AddonManagerError as error:
            functions.append(_raising(str(error)))
        return tuple(functions)


def _raising(message: str) -> HookFunction:
    """A hook that reports a handler that cannot be called at every event, as mitmproxy does."""

    def refuse(*_: object) -> NoReturn:
        raise exceptions.AddonManagerError(message)  # type: ignore[no-untyped-call]

    return refuse
