// The Evidence page: a table whose rows open a drawer, and boxes of a plain form to choose rows with.
(function () {
  "use strict";
  const { render } = window.leakledger;
  const element = (...args) => window.React.createElement(...args);

  function Findings({ id, content, setProps }) {
    const onClick = (event) => {
      const hit = event.target.closest("[data-open]");
      if (hit) setProps({ opened: `${hit.getAttribute("data-open")} ${Date.now()}` });
    };
    return element("div", { id, onClick }, render(content || []));
  }

  function Drawer({ id, label, closing, shown, children, setProps }) {
    const box = window.React.useRef(null);
    window.React.useEffect(() => {
      if (shown && !box.current.open) box.current.showModal();
      if (!shown && box.current.open) box.current.close();
      if (shown) box.current.scrollTop = 0;
    }, [shown]);
    const close = () => box.current.close();
    const outside = (event) => { if (event.target === box.current) close(); };
    return element("dialog", { id, ref: box, className: "drawer", "aria-label": label, onClick: outside,
      onClose: () => setProps({ shown: "" }) },
      element("div", null, element("button", { type: "button", className: "close", onClick: close }, closing), children));
  }

  function Input({ kind, name, value, label }) {
    return element("input", { type: kind, name, "aria-label": label, title: label,
      ...(kind === "checkbox" ? { value } : { defaultValue: value }) });
  }

  Object.assign(window.leakledger, { Findings, Drawer, Input });
})();
