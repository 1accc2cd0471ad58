"""Makes plain values of what XML-RPC wraps: parameters, structs and arrays. Source: xmlrpc.com/spec.md (1999), from memory.

An ``event`` of four parameters is that of HomeMatic's interface processes and their successors (eQ-3, "HomeMatic XML-RPC
Specification"): who listens, the channel's address, what it tells of, its value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analysis.units import Tree

_WHOLE: Final = ("int", "i4", "i8")
_EVENT: Final = ("interface", "address", "parameter", "value")
_DEEPEST: Final = 40


def plain_call(root: Tree) -> Tree:
    """``{"method": …, "params": […]}`` of a tree whose root is methodCall; None for any other."""
    call = root.get("methodCall") if isinstance(root, dict) and len(root) == 1 else None
    if not isinstance(call, dict) or not isinstance(call.get("methodName"), str):
        return None
    params = call.get("params")
    given = params.get("param") if isinstance(params, dict) else None
    values = [_value(param.get("value"), 0) for param in _each(given) if isinstance(param, dict)]
    return _called(call["methodName"], values)


def _called(method: Tree, params: Tree) -> dict[str, Tree]:
    if method == "event" and isinstance(params, list) and len(params) == len(_EVENT):
        return {"method": method, **dict(zip(_EVENT, params, strict=True))}
    return {"method": method, "params": params}


def _each(value: Tree) -> Iterable[Tree]:
    """One element or several of a name."""
    return value if isinstance(value, list) else () if value is None else (value,)


def _value(value: Tree, depth: int) -> Tree:
    if not isinstance(value, dict) or depth > _DEEPEST:
        return value
    kind, held = next(iter(value.items()), ("", None))
    if kind == "struct":
        members = held.get("member") if isinstance(held, dict) else None
        named = {
            str(member.get("name")): _value(member.get("value"), depth + 1)
            for member in _each(members)
            if isinstance(member, dict)
        }
        if named.keys() == {"methodName", "params"}:
            return _called(named["methodName"], named["params"])
        return dict(named)
    if kind == "array":
        data = held.get("data") if isinstance(held, dict) else None
        return [
            _value(item, depth + 1) for item in _each(data.get("value") if isinstance(data, dict) else None)
        ]
    if isinstance(held, str) and kind in (*_WHOLE, "double"):
        try:
            return int(held) if kind in _WHOLE else float(held)
        except ValueError:
            return held
    return held == "1" if kind == "boolean" else held
