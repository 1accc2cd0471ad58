// The Evidence page: a table whose rows open a drawer, and a form whose boxes choose rows, over many pages of it.
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

  // What is chosen: by whom, with which filters, and the findings' names. Kept for this tab until it is closed.
  const KEPT = "leakledger-chosen";
  let kept = null; // the same, where the browser keeps nothing for us

  function recall(who, most) {
    let found = kept;
    try { found = JSON.parse(window.sessionStorage.getItem(KEPT)); } catch { /* none is allowed, or it is not ours */ }
    if (!found || found.who !== who || !Array.isArray(found.names)) return { who, filters: "", names: [] };
    const names = found.names.filter((name) => typeof name === "string" && /^\w{1,64}-\d{1,9}$/.test(name));
    return { who, filters: found.filters, names: [...new Set(names)].slice(0, most) };
  }

  function keep(choice) {
    kept = choice;
    try { window.sessionStorage.setItem(KEPT, JSON.stringify(choice)); } catch { /* then as long as this document */ }
  }

  function said(words, choice, chosen, others, most, told) {
    const counts = { n: choice.names.length, others };
    const fill = (text) => text.replace(/\{(n|others)\}/g, (_, name) => counts[name].toLocaleString(document.documentElement.lang));
    if (!chosen.size) return choice.names.length ? fill(words.elsewhere) : told === "cleared" ? words.cleared : "";
    const limit = told === "refused" ? words.refused : chosen.size >= most ? words.full : "";
    return `${fill(others ? words.beside : words.some)}${limit && `. ${limit}`}`;
  }

  function Choosing({ action, field, who, filters, here, most, words, content }) {
    const { useLayoutEffect, useRef, useState } = window.React;
    const form = useRef(null), line = useRef(null);
    const [last, setLast] = useState({ turn: 0 }); // what was done last, on which page
    const choice = recall(who, most);
    const chosen = new Set(choice.filters === filters ? choice.names : []);
    const rows = new Set(here);
    const others = [...chosen].filter((name) => !rows.has(name));
    useLayoutEffect(() => { // the boxes follow what is kept: a page that is drawn anew has its choice again
      for (const box of form.current.querySelectorAll("input[type=checkbox]")) box.checked = chosen.has(box.value);
    });
    const done = (told) => setLast({ turn: last.turn + 1, told, here });
    const onChange = ({ target }) => {
      if (target.type !== "checkbox") return;
      if (target.checked && chosen.size >= most) return done("refused");
      if (target.checked) chosen.add(target.value); else chosen.delete(target.value);
      keep({ who, filters, names: [...chosen] });
      return done("");
    };
    const onSubmit = (event) => { // Enter on a box asks for a download as well, of nothing where none is chosen
      if (chosen.size) event.currentTarget.elements[field].value = [...chosen].join(" ");
      else event.preventDefault();
    };
    const clear = () => { keep({ who, filters, names: [] }); done("cleared"); line.current.focus(); };
    const told = last.here === here ? last.told : "";
    return element("form", { ref: form, action, method: "post", className: "choosing", onChange, onSubmit }, render(content),
      element("div", { className: "chosen" },
        element("p", { ref: line, role: "status", tabIndex: -1 },
          element("span", { key: last.turn }, said(words, choice, chosen, others.length, most, told))),
        element("button", { type: "submit", className: "action", hidden: !chosen.size }, words.download),
        element("button", { type: "button", className: "clear", hidden: !choice.names.length, onClick: clear }, words.clear)));
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

  Object.assign(window.leakledger, { Findings, Choosing, Drawer, Input });
})();
