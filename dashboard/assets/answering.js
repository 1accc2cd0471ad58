// Whether this dashboard answers: a line that says so while it does not, and the log-in page once the session is over.
// What was to be read is asked for again until it comes, so that no page stays under the address of another; what was
// pressed is not, for it could be done twice.
(function () {
  "use strict";
  const AGAIN = 3000, SLOW = 10000, GIVEN_UP = 30000; // ms
  const CALLBACKS = "/_dash-update-component", PAGE = "_pages_content.children", HEADER = "..header.children";
  const fetched = window.fetch.bind(window);
  const stale = new Set(); // live parts whose last answer was an error
  let heard = 0; // when any answer came last
  let asOf = null; // when what is shown was read, by the clock of the server
  let silent = false, stranded = "", lost = false, leaving = false;
  window.addEventListener("pagehide", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });

  // What is asked for: part of the page, and whether by a clock, by somebody who pressed something, or to be read.
  function about(resource, init) {
    const { pathname } = new URL(resource.url || resource, window.location.href);
    if (pathname !== CALLBACKS) return { part: pathname, how: "read", page: pathname === "/_dash-layout" };
    const { output, changedPropIds } = JSON.parse(init.body);
    const by = changedPropIds.map((name) => name.slice(name.lastIndexOf(".") + 1));
    const clock = by.length && by.every((one) => one === "n_intervals");
    return { part: output, how: clock ? "clock" : by.includes("n_clicks") ? "press" : "read", page: output.includes(PAGE) };
  }

  function time() {
    const { lang } = document.documentElement, timeZone = document.getElementById("answering").dataset.zone;
    const told = (date, form) => {
      try { return new Intl.DateTimeFormat(lang, { ...form, timeZone }).format(date); }
      catch { return new Intl.DateTimeFormat(lang, form).format(date); } // a zone that this browser does not know
    };
    const day = { weekday: "short", day: "numeric", month: "short" }, hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    return told(asOf, told(asOf, day) === told(new Date(), day) ? hour : { ...day, ...hour });
  }

  function show() {
    const line = document.getElementById("answering");
    if (!line) return;
    const told = stranded || (silent ? (asOf ? "silent" : "elsewhere") : stale.size ? "stale" : "");
    const words = [told, lost && !stranded ? "lost" : ""].filter(Boolean).map((name) => line.dataset[name]).join(" ");
    const said = words.includes("{time}") ? words.replace("{time}", time()) : words;
    if (line.firstElementChild.textContent !== said) line.firstElementChild.textContent = said;
    document.documentElement.classList.toggle("silent", silent);
    document.documentElement.classList.toggle("stranded", Boolean(stranded));
  }

  function missing(asked) {
    silent = true;
    if (asked.page) stranded = "elsewhere";
    if (asked.how === "press") lost = true;
    show();
  }

  function arrived(asked, answer) {
    heard = performance.now();
    silent = false;
    if (asked.page) stranded = answer.ok ? "" : "fault";
    if (asked.how === "press" || asked.page) lost = !answer.ok && !asked.page;
    if (asked.page && answer.ok) stale.clear();
    else if (asked.how === "clock") stale[answer.ok ? "delete" : "add"](asked.part);
    const content = asked.page || (asked.how === "clock" && !asked.part.startsWith(HEADER));
    if (answer.ok && content) asOf = new Date(answer.headers.get("Date") || Date.now());
    show();
  }

  function leave(address) {
    leaving = true;
    if (address) window.location.replace(address); else window.location.reload();
    return new Promise(() => {}); // nobody draws what is left
  }

  function judged(asked, answer) {
    const { pathname, search } = window.location;
    if (answer.status === 401) return leave(`/login?back=${encodeURIComponent(pathname + search)}`);
    if (answer.redirected) return leave(answer.url); // a password has to be chosen first
    if (answer.headers.has("Refresh")) return leave(""); // no page can be shown at all, and the answer says why
    arrived(asked, answer);
    return answer;
  }

  async function attempt(asked, resource, init) {
    const began = performance.now(), given = init.signal ? null : new AbortController();
    const after = (wait, act) => window.setTimeout(() => heard < began && act(), wait);
    const watch = asked.how === "press" ? [] : [after(SLOW, () => missing(asked)), after(GIVEN_UP, () => given && given.abort())];
    try {
      return judged(asked, await fetched(resource, given ? { ...init, signal: given.signal } : init));
    } catch (error) {
      if (leaving) return new Promise(() => {});
      if (init.signal && init.signal.aborted) throw error;
      missing(asked);
      if (asked.how === "read") return null;
      throw error;
    } finally {
      watch.forEach(window.clearTimeout);
    }
  }

  window.fetch = async (resource, init = {}) => {
    const asked = about(resource, init);
    for (;;) {
      const answer = await attempt(asked, resource, init);
      if (answer) return answer;
      await new Promise((done) => window.setTimeout(done, AGAIN));
    }
  };
})();
