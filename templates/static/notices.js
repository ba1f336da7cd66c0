// <kppress-notices src="/notices.json" lang="sv" region="07" more="/meddelanden/">link</kppress-notices>
// shows notices in force, on any site; the link, where it cannot. Data becomes text. No cookies.
if ("adoptedStyleSheets" in document && !customElements.get("kppress-notices")) {
const GRAVITY = "unknown minor moderate severe extreme".split(" ");
const WORDS = {
	sv: {
		severity: ["Information", "Mindre allvarligt", "Allvarligt", "Mycket allvarligt", "Extremt allvarligt"],
		heading: "Viktiga meddelanden", all: "Visa alla meddelanden", rest: "Fler meddelanden",
		close: "Stäng meddelande", again: "Visa igen", closed: "Meddelandet är stängt.",
		by: "Beslutat av: ", web: "Läs mer",
	},
	en: {
		severity: ["Information", "Less serious", "Serious", "Very serious", "Extremely serious"],
		heading: "Important notices", all: "Show all notices", rest: "More notices",
		close: "Close notice", again: "Show again", closed: "The notice is closed.",
		by: "Decided by: ", web: "Read more",
	},
};
// The shapes differ without colour.
const MARK = "M11 7h2v7h-2zM11 16h2v2h-2z";
const sheet = new CSSStyleSheet();
sheet.replaceSync(`:host{display:block}
section{box-sizing:border-box;max-width:var(--kppress-width,72rem);margin:auto;padding:.75rem var(--kppress-gutter,1rem) .25rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
article{--edge:#2f78c2;display:flex;flex-wrap:wrap;align-items:start;gap:.5rem .75rem;padding:.75rem 1rem;
border-left:8px solid var(--edge);border-radius:3px;color:var(--kppress-ink,CanvasText);
background:color-mix(in srgb,var(--edge) 11%,var(--kppress-paper,Canvas));margin-bottom:.5rem}
.minor{--edge:#d9ab00}.moderate{--edge:#dd6b10}.severe,.extreme{--edge:#cf2e25}.extreme{border-width:14px}
i{border:12px solid;clip-path:path(evenodd,"M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22zM11 10h2v7h-2zM11 6h2v2h-2z")}
.minor i{clip-path:path(evenodd,"M12 0l12 12-12 12L0 12z${MARK}")}
.moderate i{clip-path:path(evenodd,"M12 1l12 21H0zM12 5L3.5 20h17z${MARK}")}
.severe i{clip-path:path(evenodd,"M12 1l12 21H0z${MARK}")}
.extreme i{clip-path:path(evenodd,"M8 1h8l7 7v8l-7 7H8l-7-7V8z${MARK}")}
div{flex:1 1 12rem;overflow-wrap:anywhere}p{margin:.25rem 0 0}
h3{font:700 1.2em/1.25 var(--kppress-headline,inherit);margin:0}.line div>*{display:inline;font-size:1em}
.small{font-size:.9em}.small a{white-space:nowrap}span+span::before,.line p::before{content:" · "}a{color:inherit}
button,summary{font:inherit;font-size:.9em;color:inherit;padding:.6em .9em}
button{min-height:44px;background:none;border:1px solid;border-radius:3px}
:focus-visible{outline:3px solid;outline-offset:2px}`);

const make = (tag, name, ...children) => {
	const node = document.createElement(tag);
	node.className = name;
	node.append(...children.filter(Boolean)); // strings become text
	return node;
};
const rank = (n) => Math.max(0, GRAVITY.indexOf(n.severity));
const time = Date.parse; // of null: NaN, no time at all

customElements.define("kppress-notices", class extends HTMLElement {
	skew = 0; // the server's clock less the visitor's
	memory = { closed: {}, told: {} }; // by id, the version
	undo = {}; // closed on this page

	connectedCallback() {
		if (this.shadowRoot) return;
		this.src = new URL(this.getAttribute("src"), document.baseURI).href;
		this.words = WORDS[this.closest("[lang]")?.lang.slice(0, 2) || "sv"] || WORDS.en;
		try {
			Object.assign(this.memory, JSON.parse(localStorage[this.src]));
		} catch {}
		this.area = make("section", "");
		this.area.setAttribute("aria-label", this.words.heading);
		this.status = make("div", "unseen");
		this.status.setAttribute("role", "status");
		this.link = make("slot", "");
		this.area.hidden = this.link.hidden = true;
		this.attachShadow({ mode: "open" }).append(this.area, this.status, this.link);
		this.shadowRoot.adoptedStyleSheets = [sheet];
		const wake = () => this.isConnected && !document.hidden && this.load();
		document.addEventListener("visibilitychange", wake);
		setInterval(wake, 180000);
		// Known before the first paint, nothing moves.
		const now = self.kppressNotices?.[this.getAttribute("src")];
		if (now) this.take(now);
		this.load();
	}

	async load() {
		try {
			const answer = await fetch(this.src, { cache: "no-cache" });
			const { notices } = answer.ok && await answer.json();
			// A cached copy carries the date at which it was made.
			this.skew = time(answer.headers.get("Date")) + 1000 * answer.headers.get("Age") - Date.now() || 0;
			this.take(notices);
		} catch {
			this.link.hidden = !!this.notices; // what is shown stays
		}
	}

	take(notices) {
		// A county's code begins its towns'.
		const wanted = this.getAttribute("region")?.match(/[^\s,]+/g);
		this.notices = notices.filter((n) => !wanted || n.regions.some(({ id, code }) => wanted.some(
			(w) => w === id || code && (code.startsWith(w) || w.startsWith(code)))));
		this.dataset.told = ""; // the front page holds them too
		for (const copy of document.querySelectorAll("[data-kppress-copy]")) copy.hidden = true;
		this.show();
	}

	show(focus) {
		const now = Date.now() + this.skew;
		const { closed, told } = this.memory;
		const isShut = (n) => closed[n.id] === n.version;
		const waits = this.notices.flatMap((n) => [n.effective, n.onset, n.expires, n.review_by])
			.map((at) => time(at) - now).filter((ms) => ms > 0);
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.show(), Math.min(1e9, ...waits));

		const shown = this.notices
			.filter((n) => !(time(n.effective || n.onset) > now || time(n.expires) <= now)
				&& (!isShut(n) || rank(n) > 2 || this.undo[n.id]))
			.sort((a, b) => rank(b) - rank(a));
		for (const n of shown) if (told[n.id] !== n.version) this.tell(n);
		for (const map of [closed, told])
			for (const id in map) if (!this.notices.some((n) => n.id === id)) delete map[id];
		try {
			localStorage[this.src] = JSON.stringify(this.memory);
		} catch {} // refused

		const reading = JSON.stringify([shown, closed, shown.map((n) => time(n.review_by) <= now)]);
		if (reading === this.reading) return;
		this.reading = reading;
		const [first, ...rest] = shown.filter((n) => !isShut(n)).map((n) => this.notice(n, now));
		const fold = rest[0] && make("details", "",
			make("summary", "", `${this.words.rest} (${rest.length})`), ...rest,
			make("p", "small", this.to(this.getAttribute("more"), this.words.all)));
		if (fold) fold.open = this.area.querySelector("[open]");
		this.area.replaceChildren(make("h2", "unseen", this.words.heading),
			...shown.filter(isShut).map((n) => this.notice(n, now, true)), first || "", fold || "");
		this.area.hidden = !shown[0];
		this.area.querySelector(`[data-id="${focus}"]`)?.focus();
	}

	notice(n, now, shut) {
		const { words } = this, gravity = rank(n);
		const article = make("article", GRAVITY[gravity] + (shut ? " line" : ""));
		article.lang = n.language || "";
		const facts = [words.severity[gravity], n.validity,
			time(n.review_by) <= now && n.unconfirmed,
			n.issuer && words.by + n.issuer, n.web && this.to(n.web, words.web)];
		article.append(make("i", ""), shut && gravity < 3 ? make("div", "", words.closed) : make("div", "",
			make("h3", "", this.to(n.url, n.title)),
			!shut && make("p", "", n.lead + " ", make("strong", "", n.instruction)),
			make("p", "small", ...facts.slice(0, shut ? 2 : 5).filter(Boolean).map((fact) => make("span", "", fact)))));
		if (n.dismissible) {
			const button = make("button", "", shut ? words.again : words.close);
			button.dataset.id = n.id;
			button.onclick = () => {
				this.memory.closed[n.id] = shut || n.version;
				this.undo[n.id] = 1;
				this.show(n.id);
			};
			article.append(button);
		}
		return article;
	}

	// Said once a version; an alarm only in immediate danger.
	tell(n) {
		this.memory.told[n.id] = n.version;
		const said = make("p", "unseen", `${n.title}. ${n.lead} ${n.instruction || ""}`);
		const alarm = n.urgency === "immediate" && rank(n) > 2;
		if (alarm) said.setAttribute("role", "alert");
		(alarm ? this.shadowRoot : this.status).append(said);
	}

	to(url, text) {
		const a = make("a", "", text);
		if (/^(https?:|\/)/.test(url)) a.href = url;
		return a;
	}
});
}
