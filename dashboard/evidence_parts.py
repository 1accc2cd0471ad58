"""Small components of the Evidence page, drawn by assets/evidence.js."""

from __future__ import annotations

from dashboard.components import Live


class Findings(Live):
    """A Live whose parts with ``data-open`` open something: ``opened`` becomes that attribute, a space and a number."""

    _type = "Findings"
    _prop_names = ["id", "content", "opened"]
    available_properties = _prop_names


class Drawer(Live):
    """A dialog over the page: open while ``shown`` is not empty, closed by a button that says ``closing``, or with Escape.

    ``children`` may have callbacks.
    """

    _type = "Drawer"
    _children_props: list[str] = []
    _base_nodes = ["children"]
    _prop_names = ["id", "label", "closing", "shown", "children"]
    available_properties = _prop_names


class Choosing(Live):
    """A form of check boxes; what is chosen lasts in the browser's tab, on pages that show other rows. Sent to ``action``,
    its hidden ``field`` holds the names of all that is chosen, with spaces between.

    ``who`` and ``filters`` say whose choice it is and among what; ``here`` are the names of this page's rows, ``most`` how
    many can be chosen, ``content`` as of a Live. Of ``words`` some have the blanks ``{n}`` and ``{others}``.
    """

    _type = "Choosing"
    _prop_names = ["action", "field", "who", "filters", "here", "most", "words", "content"]
    available_properties = _prop_names


class Input(Live):
    """A native input of a form, of ``kind`` checkbox or hidden."""

    _type = "Input"
    _prop_names = ["kind", "name", "value", "label"]
    available_properties = _prop_names
