"""XML as it is written here: one namespace, white space only where it carries nothing."""

from lxml import etree

from variorum.exports.fit import fit

_XML = "http://www.w3.org/XML/1998/namespace"


def root(name: str, namespace: str, **attributes: str) -> etree._Element:
    """A document's root, in a namespace without a prefix; attributes as for `add`."""
    found = etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})
    _set(found, attributes)
    return found


def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str | None) -> etree._Element:
    """A new last child in its parent's namespace.

    Args:
        parent: Where it goes.
        name: Its local name.
        text: Its text; characters that no XML holds are replaced.
        attributes: Those that are None are left out. `xml_id` and `xml_lang` are `xml:id` and `xml:lang`, and a
            trailing underscore keeps a name apart from Python's own (`from_`).
    """
    found = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
    if text is not None:
        found.text = fit(text)
    _set(found, attributes)
    return found


def _set(element: etree._Element, attributes: dict[str, str] | dict[str, str | None]) -> None:
    for name, value in attributes.items():
        if value is not None:
            key = f"{{{_XML}}}{name[4:]}" if name.startswith("xml_") else name.removesuffix("_")
            element.set(key, fit(value))


def written(element: etree._Element) -> str:
    """The document with its declaration, to be written as UTF-8."""
    etree.indent(element, space=" ")
    told: str = etree.tostring(element, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{told}\n'
