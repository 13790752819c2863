import { send } from "./client";
import { ApiError, errorFrom, type FieldProblem } from "./errors";

/** allauth's headless API for browsers: who somebody is, step by step. */
export type FlowId =
  | "login"
  | "signup"
  | "verify_email"
  | "mfa_authenticate"
  | "mfa_trust"
  | "mfa_reauthenticate"
  | "reauthenticate"
  | "login_by_code"
  | "password_reset_by_code"
  | "provider_signup"
  | "provider_redirect";
export type AuthenticatorType = "totp" | "recovery_codes" | "webauthn";

export interface Flow {
  id: FlowId;
  is_pending?: boolean;
  types?: AuthenticatorType[];
}

/** What an authentication step led to: signed in, or the next step that is waited for. */
export interface AuthStep {
  authenticated: boolean;
  pending: Flow | undefined;
  flows: Flow[];
}

export interface AuthConfig {
  account: { is_open_for_signup: boolean; login_by_code_enabled: boolean; email_verification_by_code_enabled: boolean };
  socialaccount?: { providers: { id: string; name: string }[] };
  mfa?: { supported_types: AuthenticatorType[]; passkey_login_enabled?: boolean };
}

export interface EmailAddress {
  email: string;
  primary: boolean;
  verified: boolean;
}
export type Authenticator = { created_at: number; last_used_at: number | null } & (
  | { type: "totp" }
  | { type: "recovery_codes"; total_code_count: number; unused_code_count: number; unused_codes?: string[] }
  | { type: "webauthn"; id: number; name: string; is_passwordless?: boolean }
);
export type Passkey = Extract<Authenticator, { type: "webauthn" }>;
export type RecoveryCodes = Extract<Authenticator, { type: "recovery_codes" }>;
export interface SignedInDevice {
  id: number;
  ip: string;
  user_agent: string;
  created_at: number;
  last_seen_at?: number;
  is_current: boolean;
}

/** A change of the account that asks for the password, or a second step, once more. */
export class ReauthenticationNeeded extends Error {
  constructor(readonly flows: Flow[]) {
    super("reauthentication needed");
  }
}

interface Envelope {
  data?: unknown;
  meta?: { is_authenticated?: boolean; secret?: string; totp_url?: string; totp_svg?: string };
  errors?: { code: string; message: string; param?: string }[];
}
interface Answer extends Envelope {
  status: number;
}

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await send(method, `/_allauth/browser/v1${path}`, body === undefined ? {} : { body });
  const { status } = response;
  if (status === 400) {
    const { errors = [] } = (await response.json()) as Envelope;
    const fields = errors.filter((one) => one.param).map((one): FieldProblem => ({ field: one.param ?? "", code: one.code, detail: one.message }));
    const first = errors[0];
    throw new ApiError({ status, code: first?.code ?? "invalid", ...(first ? { title: first.message, detail: "" } : {}), errors: fields });
  }
  if (response.ok || status === 401 || status === 410) return { status, ...((await response.json().catch(() => ({}))) as Envelope) };
  if (status === 409) throw new ApiError({ status, code: "step_expired" });
  throw await errorFrom(response);
}

function stepOf({ status, data, meta }: Answer): AuthStep {
  const flows = (data as { flows?: Flow[] } | undefined)?.flows ?? [];
  return { authenticated: meta?.is_authenticated ?? status === 200, pending: flows.find((flow) => flow.is_pending), flows };
}

const step = async (method: string, path: string, body?: unknown) => stepOf(await call(method, path, body));

/** Reads or changes something of the signed-in account. */
async function account<T>(method: string, path: string, body?: unknown): Promise<{ data: T; meta: NonNullable<Envelope["meta"]> }> {
  const answer = await call(method, path, body);
  if (answer.status === 401 && answer.meta?.is_authenticated) throw new ReauthenticationNeeded(stepOf(answer).flows);
  if (answer.status === 401 || answer.status === 410) throw new ApiError({ status: 401, code: "unauthenticated" });
  return { data: answer.data as T, meta: answer.meta ?? {} };
}

type JsonOptions = PublicKeyCredentialRequestOptionsJSON;
const options = async (path: string) => ((await call("GET", path)).data as { request_options: { publicKey: JsonOptions } }).request_options.publicKey;

export const auth = {
  config: async () => (await call("GET", "/config")).data as AuthConfig,
  session: () => step("GET", "/auth/session"),
  signUp: (body: { email: string; password: string; name?: string }) => step("POST", "/auth/signup", body),
  signIn: (body: { email: string; password: string }) => step("POST", "/auth/login", body),
  signOut: async () => {
    const next = await step("DELETE", "/auth/session");
    // What the service worker keeps of whoever was here; it may not have seen this page.
    await globalThis.caches?.delete("person").catch(() => undefined);
    return next;
  },
  verifyEmail: (key: string) => step("POST", "/auth/email/verify", { key }),
  resendVerification: () => call("POST", "/auth/email/verify/resend", {}),
  requestSignInCode: (email: string) => step("POST", "/auth/code/request", { email }),
  confirmSignInCode: (code: string) => step("POST", "/auth/code/confirm", { code }),
  requestPasswordReset: (email: string) => step("POST", "/auth/password/request", { email }),
  resetPassword: (body: { key: string; password: string }) => step("POST", "/auth/password/reset", body),
  secondStep: (code: string) => step("POST", "/auth/2fa/authenticate", { code }),
  trustDevice: (trust: boolean) => step("POST", "/auth/2fa/trust", { trust }),
  passkeyOptions: (use: "login" | "authenticate" | "reauthenticate") => options(`/auth/webauthn/${use}`),
  usePasskey: (use: "login" | "authenticate" | "reauthenticate", credential: unknown) => step("POST", `/auth/webauthn/${use}`, { credential }),
  reauthenticate: (password: string) => step("POST", "/auth/reauthenticate", { password }),
  reauthenticateWithCode: (code: string) => step("POST", "/auth/2fa/reauthenticate", { code }),

  emails: async () => (await account<EmailAddress[]>("GET", "/account/email")).data,
  changeEmail: async (email: string) => (await account<EmailAddress[]>("POST", "/account/email", { email })).data,
  /** Sends the code for a new address again; false when it was sent only just now. */
  resendEmailCode: async (email: string) => (await call("PUT", "/account/email", { email })).status === 200,
  /** Gives up a new address that waits for its code. */
  dropEmail: async (email: string) => (await account<EmailAddress[]>("DELETE", "/account/email", { email })).data,
  changePassword: (body: { current_password?: string; new_password: string }) => account("POST", "/account/password/change", body),
  authenticators: async () => (await account<Authenticator[]>("GET", "/account/authenticators")).data,
  /** The secret of a new authenticator app, with its address for the QR code. */
  newTotp: async () => {
    const answer = await call("GET", "/account/authenticators/totp").catch((error: unknown) => {
      // "Not found" is how allauth offers a new secret.
      if (error instanceof ApiError && error.status === 404) return { status: 404, meta: error.problem["meta"] as Envelope["meta"] } as Answer;
      throw error;
    });
    if (answer.status === 401 && answer.meta?.is_authenticated) throw new ReauthenticationNeeded(stepOf(answer).flows);
    return { secret: answer.meta?.secret ?? "", address: answer.meta?.totp_url ?? "" };
  },
  addTotp: (code: string) => account<Authenticator>("POST", "/account/authenticators/totp", { code }),
  removeTotp: () => account("DELETE", "/account/authenticators/totp"),
  recoveryCodes: async () => (await account<RecoveryCodes>("GET", "/account/authenticators/recovery-codes")).data,
  newRecoveryCodes: async () => (await account<RecoveryCodes>("POST", "/account/authenticators/recovery-codes", {})).data,
  newPasskeyOptions: async () =>
    (await account<{ creation_options: { publicKey: PublicKeyCredentialCreationOptionsJSON } }>("GET", "/account/authenticators/webauthn?passwordless")).data.creation_options.publicKey,
  addPasskey: (name: string, credential: unknown) => account<Authenticator>("POST", "/account/authenticators/webauthn", { name, credential }),
  renamePasskey: (id: number, name: string) => account("PUT", "/account/authenticators/webauthn", { id, name }),
  removePasskeys: (authenticators: number[]) => account("DELETE", "/account/authenticators/webauthn", { authenticators }),
  devices: async () => (await account<SignedInDevice[]>("GET", "/auth/sessions")).data,
  endSessions: async (sessions: number[]) => (await account<SignedInDevice[]>("DELETE", "/auth/sessions", { sessions })).data,
};
