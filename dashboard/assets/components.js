// Small components that Dash does not have: inline SVG (so that it follows the theme), native select and input, and
// Live: content that changes in place, so that nothing flickers (Dash builds replaced children anew, element by element).
(function () {
  "use strict";
  const element = (...args) => window.React.createElement(...args);
  const drawn = new Set(["rect", "line", "path", "text"]);

  function go(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    window.history.pushState({}, "", event.currentTarget.getAttribute("href"));
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  function shape(given, index) {
    const { t, cls, title, href, words, at, ...place } = given;
    if (t === "a") {
      if (!href.startsWith("/")) return null;
      const hit = element("rect", { ...place, className: "hit" }, element("title", null, title));
      return element("a", { key: href, href, "aria-label": title, onClick: go }, hit);
    }
    if (!drawn.has(t)) return null;
    if (at) place.d = at.split(" ").map((x) => `M${x},${place.d}`).join("");
    const key = [t, cls, place.x ?? place.opacity ?? index, place.y ?? ""].join();
    return element(t, { key, className: cls, ...place }, words ?? null, title ? element("title", null, title) : null);
  }

  function Svg({ id, label, viewBox, className, stretch, shapes }) {
    const picture = {
      id, viewBox, className, "aria-label": label,
      role: label ? "group" : undefined, "aria-hidden": label ? undefined : true,
      preserveAspectRatio: stretch ? "none" : undefined,
    };
    return element("svg", picture, (shapes || []).map(shape));
  }

  function Select({ id, label, value, options, setProps }) {
    const choices = options.map((option) => element("option", { key: option.value, value: option.value }, option.label));
    const onChange = (event) => setProps({ value: event.target.value });
    return element("label", { className: "choice" }, element("span", null, label),
      element("select", { id: `${id}-native`, value: value || "", onChange }, choices));
  }

  function Field({ id, label, kind, value, hint, setProps }) {
    const settle = (event) => {
      if (event.type === "keydown" && event.key !== "Enter") return;
      if (event.target.value !== (value || "")) setProps({ value: event.target.value });
    };
    const react = kind === "date" ? { onChange: settle } : { onBlur: settle, onKeyDown: settle };
    return element("label", { className: `choice ${kind}` }, element("span", null, label),
      element("input", { id: `${typeof id === "string" ? id : Object.values(id).join("-")}-native`, key: value || "", type: kind, defaultValue: value || "", placeholder: hint, ...react }));
  }

  // A <details> whose inside is asked for when it is opened, and anew while it is open and what its summary says changes.
  function Later({ summary, source, waiting, failed }) {
    const { useEffect, useState } = window.React;
    const [open, setOpen] = useState(false);
    const [found, setFound] = useState({});
    const told = JSON.stringify(summary);
    useEffect(() => {
      if (!open || !source.startsWith("/part/")) return undefined;
      const given = new AbortController();
      fetch(source, { signal: given.signal })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
        .then((content) => setFound({ content }))
        .catch(() => given.signal.aborted || setFound({ failed }));
      return () => given.abort();
    }, [open, source, told]);
    const inside = found.content ? render(found.content)
      : element("p", { role: found.failed ? "alert" : "status" }, found.failed || waiting);
    return element("details", { className: "rest", onToggle: (event) => setOpen(event.currentTarget.open) },
      element("summary", null, render(summary)), open ? inside : null);
  }

  function render(given, index) {
    if (given === null || typeof given !== "object") return given;
    if (Array.isArray(given)) return given.map(render);
    const { children, id, ...rest } = given.props;
    const key = id ? JSON.stringify(id) : index;
    if (given.namespace === "leakledger") return element(window.leakledger[given.type], { ...given.props, key });
    if (typeof id === "string") rest.id = id;
    if (given.namespace === "dash_core_components" && given.type === "Link") {
      return element("a", { ...rest, key, onClick: go }, render(children));
    }
    return element(given.type.toLowerCase(), { ...rest, key }, render(children));
  }

  function Live({ id, content }) {
    return element("div", { id }, render(content || []));
  }

  window.leakledger = { Live, Later, Svg, Select, Field, render };
})();
