/** Between WebAuthn's buffers and the JSON that servers speak; browsers' own converters are not everywhere yet. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(plain.length);
  for (let at = 0; at < plain.length; at++) bytes[at] = plain.charCodeAt(at);
  return bytes;
}

export function toBase64Url(buffer: ArrayBuffer): string {
  let plain = "";
  for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export const passkeysSupported = (): boolean => typeof PublicKeyCredential === "function" && window.isSecureContext;

const descriptor = (one: PublicKeyCredentialDescriptorJSON): PublicKeyCredentialDescriptor => ({ ...one, type: "public-key", id: fromBase64Url(one.id) }) as PublicKeyCredentialDescriptor;

/** Asks the device to sign in; undefined when the person changed their mind. */
export async function getPasskey(json: PublicKeyCredentialRequestOptionsJSON): Promise<unknown> {
  const publicKey = {
    ...json,
    challenge: fromBase64Url(json.challenge),
    allowCredentials: (json.allowCredentials ?? []).map(descriptor),
  } as PublicKeyCredentialRequestOptions;
  const credential = await ask(() => navigator.credentials.get({ publicKey }));
  if (!credential) return undefined;
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    ...outline(credential),
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      authenticatorData: toBase64Url(response.authenticatorData),
      signature: toBase64Url(response.signature),
      userHandle: response.userHandle ? toBase64Url(response.userHandle) : null,
    },
  };
}

/** Asks the device to make a passkey; undefined when the person changed their mind. */
export async function createPasskey(json: PublicKeyCredentialCreationOptionsJSON): Promise<unknown> {
  const publicKey = {
    ...json,
    challenge: fromBase64Url(json.challenge),
    user: { ...json.user, id: fromBase64Url(json.user.id) },
    excludeCredentials: (json.excludeCredentials ?? []).map(descriptor),
  } as PublicKeyCredentialCreationOptions;
  const credential = await ask(() => navigator.credentials.create({ publicKey }));
  if (!credential) return undefined;
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    ...outline(credential),
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      attestationObject: toBase64Url(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function ask(question: () => Promise<Credential | null>): Promise<PublicKeyCredential | undefined> {
  try {
    return ((await question()) as PublicKeyCredential | null) ?? undefined;
  } catch (error) {
    if (error instanceof DOMException && (error.name === "NotAllowedError" || error.name === "AbortError")) return undefined;
    throw error;
  }
}

const outline = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: toBase64Url(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
});
