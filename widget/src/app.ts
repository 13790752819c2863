/** One widget on a page: joins what was embedded, what the server configured, the session and the view. */
import type { CallScript } from "./call/door";
import { asProblem, ChatApi } from "./chat/api";
import { Memory, openShelf } from "./chat/memory";
import { backoff } from "./chat/pause";
import { Session, type Variables } from "./chat/session";
import { chime } from "./chat/sound";
import { type ChatState, unread } from "./chat/state";
import type { Config } from "./chat/wire";
import type { Embed } from "./embed";
import { direction, matchLanguage, textsFor } from "./text/texts";
import { save } from "./view/dom";
import { entries } from "./view/entries";
import type { Frame } from "./view/frame";
import { Launcher } from "./view/launcher";
import { Panel } from "./view/panel";
import { Stage } from "./view/stage";

export class App {
  readonly #api: ChatApi;
  readonly #memory: Memory;
  readonly #session: Session;
  readonly #stage: Stage;
  readonly #tab = openShelf("sessionStorage");
  #config: Config | null = null;
  #panel: Panel | null = null;
  #launcher: Launcher | null = null;
  #open: boolean;
  #dismissed = 0;
  #closed = false;

  readonly #embed: Embed;

  constructor(embed: Embed) {
    this.#embed = embed;
    this.#api = new ChatApi(embed.host, embed.key);
    this.#memory = new Memory(embed.key, openShelf("localStorage"));
    this.#session = new Session(this.#api, this.#memory, embed.key, (state, before) => this.#changed(state, before));
    this.#stage = new Stage(embed, {
      escape: () => this.close(),
      seen: () => this.#watch(),
    });
    this.#open = !this.#floating || embed.open || this.#recall("open") === "1";
  }

  get #floating(): boolean {
    return this.#embed.layout === "float";
  }

  async start(): Promise<void> {
    await this.#configure(this.#embed.language ?? this.#memory.read("language"));
    const config = this.#config;
    if (!config || this.#closed) return;
    // Nobody would answer, and nothing was begun: no bubble that leads nowhere.
    if (this.#floating && !config.available && !this.#memory.read("door")) return;
    if (!this.#stage.mount()) return;
    this.#session.open();
    this.#draw();
    this.#watch();
    if (this.#open) void this.#session.enter();
    window.dispatchEvent(new CustomEvent("centralita:ready"));
  }

  open(): void {
    this.#toggle(true);
  }

  close(): void {
    if (this.#floating) this.#toggle(false);
  }

  identify(who: unknown): void {
    if (typeof who !== "object" || who === null) return;
    const known: Record<string, string | number | boolean> = {};
    for (const [name, value] of Object.entries(who).slice(0, 50)) {
      if (typeof value === "string") known[name] = value.slice(0, 500);
      else if (typeof value === "number" || typeof value === "boolean") known[name] = value;
    }
    this.#session.variables = { ...this.#session.variables, ...known } satisfies Variables;
  }

  async setLanguage(language: string): Promise<void> {
    this.#memory.write("language", language);
    await this.#configure(language);
    if (!this.#config || this.#closed) return;
    this.#draw();
    await this.#session.speak(this.#config.language).catch(() => undefined);
  }

  destroy(): void {
    this.#closed = true;
    this.#session.close();
    this.#panel?.dispose();
    this.#stage.unmount();
  }

  /** Fetches the configuration in the best language, waiting for the network when there is none. */
  async #configure(wished: string | null): Promise<void> {
    const wishes = [...(wished ? [wished] : []), ...navigator.languages];
    for (let tries = 0; !this.#closed; tries += 1) {
      try {
        let config = await this.#api.config(wishes[0] ?? "");
        const better = matchLanguage(wishes, config.languages);
        if (better && better !== config.language) config = await this.#api.config(better);
        this.#config = config;
        this.#api.language = config.language;
        return;
      } catch (error) {
        const problem = asProblem(error);
        if (!problem.passing) {
          console.warn("Centralita: Check the key", problem);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, problem.wait ?? backoff(tries)));
      }
    }
  }

  #draw(): void {
    const config = this.#config;
    if (!config) return;
    const { texts, language } = textsFor(config.language);
    const frame: Frame = {
      texts,
      language,
      config,
      host: this.#embed.host,
      open: ({ id, name }) =>
        void this.#session.file(id).then(
          (content) => save(name, content),
          (error: unknown) => this.#panel?.tell(asProblem(error).sentence || texts.fileFailed),
        ),
    };
    const written = this.#panel?.composer.field.value ?? this.#recall("written");
    const focused = this.#panel?.element.matches(":focus-within") ?? false;
    this.#panel?.dispose();
    this.#launcher?.element.remove();
    this.#stage.dress(config, language, direction(language));
    this.#panel = new Panel(frame, this.#ear(frame), this.#floating, written);
    this.#stage.root.append(this.#panel.element);
    if (this.#floating) {
      this.#launcher = new Launcher(frame, {
        toggle: () => this.#toggle(!this.#open),
        open: () => this.open(),
        dismiss: () => this.#dismiss(),
      });
      this.#stage.root.append(this.#launcher.element);
    }
    this.#show();
    if (focused) this.#panel.focus();
  }

  #ear(frame: Frame): ConstructorParameters<typeof Panel>[1] {
    const session = this.#session;
    return {
      send: (text, attachments) => {
        const [first, ...others] = attachments;
        session.send({ text, attachment: first ?? null });
        for (const attachment of others) session.send({ text: "", attachment });
      },
      reply: (reply) => session.send(reply),
      upload: (file, signal, progress) => session.upload(file, signal, progress),
      wrote: (text) => this.#remember("written", text),
      retry: (clientId) => session.retry(clientId),
      discard: (clientId) => session.drop(clientId),
      rate: (score, comment) => session.rate(score, comment),
      restart: () => void session.restart(),
      enter: () => void session.enter(),
      end: () => void session.end().catch(() => undefined),
      call: () =>
        // The script of a call comes when somebody wants one.
        void (import(/* @vite-ignore */ `${frame.host}/widget-call.js`) as Promise<CallScript>).then(
          ({ ring }) => ring(frame, this.#embed.key, this.#memory.visitor(), this.#stage.root),
          () => this.#panel?.tell(frame.texts.trouble),
        ),
      close: () => this.close(),
      entries: () =>
        entries(frame, session.state, {
          sound: this.#memory.read("sound"),
          toggleSound: () => this.#memory.write("sound", !this.#memory.read("sound")),
          copied: () => this.#panel?.tell(frame.texts.copied),
          end: () => this.#panel?.confirmEnd(),
          restart: () => void session.restart(),
          setLanguage: (language) => void this.setLanguage(language),
        }),
    };
  }

  #toggle(open: boolean): void {
    if (this.#open === open) return;
    this.#open = open;
    this.#remember("open", open ? "1" : "");
    if (!this.#panel) return;
    this.#show();
    this.#watch();
    if (open) {
      void this.#session.enter();
      this.#panel.log.toEnd(false);
      this.#panel.focus();
    } else this.#launcher?.button.focus();
  }

  #dismiss(): void {
    this.#memory.write("greeted", true);
    this.#dismissed = this.#session.state.messages.at(-1)?.sequence ?? 0;
    this.#show();
    this.#launcher?.button.focus();
  }

  #watch(): void {
    this.#session.watch(this.#open && this.#panel !== null && document.visibilityState === "visible");
  }

  #changed(state: ChatState, before: ChatState): void {
    const config = this.#config;
    if (!config) return;
    const language = state.conversation?.language;
    if (language && language !== before.conversation?.language && before.conversation && language !== config.language) {
      void this.#configure(language).then(() => this.#draw());
    }
    this.#show();
    const count = unread(state);
    if (count > unread(before) && before.conversation && this.#memory.read("sound")) chime();
    if (count !== unread(before)) window.dispatchEvent(new CustomEvent("centralita:unread", { detail: count }));
  }

  #show(): void {
    const { state } = this.#session;
    this.#panel?.show(state);
    this.#stage.show(this.#open);
    const greeting = this.#embed.greeting ?? this.#config?.greeting ?? "";
    const fresh = !state.conversation && !this.#memory.read("greeted");
    const heard = (state.messages.at(-1)?.sequence ?? 0) <= this.#dismissed;
    this.#launcher?.show(heard && state.conversation ? { ...state, messages: [] } : state, this.#open, fresh ? greeting : "");
  }

  /** For this tab only, over a reload. */
  #remember(what: string, value: string): void {
    this.#tab.setItem(`centralita:${this.#embed.key}:${what}`, value);
  }

  #recall(what: string): string {
    return this.#tab.getItem(`centralita:${this.#embed.key}:${what}`) ?? "";
  }
}
