import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type SharedSignIn = schema.ToolSignInOut;
export type SharedKind = SharedSignIn["kind"];
export type SharedBody = Omit<schema.ToolSignInIn, "test_address"> & { test_address?: string };
export type TestedSignIn = schema.ToolSignInTestOut;

/** The key begins with "tools": whatever changes a tool may change where a sign-in is used. */
export const signInsQuery = queryOptions({ queryKey: ["tools", "sign-ins"], queryFn: async ({ signal }) => (await api.get<schema.ToolSignInList>("/tool-sign-ins", { signal })).items });

export const makeSignIn = (body: SharedBody): Promise<SharedSignIn> => api.post<SharedSignIn>("/tool-sign-ins", body);

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["tools"] });
}

/** Keeps a new one, or what was changed of one that is there. */
export function useKeepSignIn() {
  return useMutation({
    mutationFn: ({ known, ...body }: SharedBody & { known?: SharedSignIn | undefined }) => (known ? api.patch<SharedSignIn>(`/tool-sign-ins/${known.id}`, changed(known, body), { ifMatch: `"${known.revision}"` }) : makeSignIn(body)),
    onSuccess: useRefresh(),
  });
}

/** Only what is different: what was not typed again is not asked of the server either. */
export function changed(known: SharedSignIn, body: SharedBody): Partial<SharedBody> {
  const credentials = Object.entries(body.credentials).some(([name, text]) => text !== (known.credentials[name] ?? ""));
  return {
    ...(body.label === known.label ? {} : { label: body.label }),
    ...(body.kind === known.kind ? {} : { kind: body.kind }),
    ...(credentials || body.kind !== known.kind ? { credentials: body.credentials } : {}),
    ...(body.origins.join("\n") === known.origins.join("\n") ? {} : { origins: body.origins }),
    ...((body.test_address ?? "") === known.test_address ? {} : { test_address: body.test_address ?? "" }),
  };
}

export function useDeleteSignIn() {
  return useMutation({ mutationFn: (id: string) => api.delete<unknown>(`/tool-sign-ins/${id}`), onSuccess: useRefresh() });
}

export function useTestSignIn() {
  return useMutation({ mutationFn: ({ id, address }: { id: string; address: string }) => api.post<TestedSignIn>(`/tool-sign-ins/${id}/test`, { address }), onSuccess: useRefresh() });
}

/** What a tool has of its own becomes one that others can use, and those with the very same secret take it. */
export function useShareSignIn(toolId: string) {
  return useMutation({ mutationFn: (label: string) => api.post<SharedSignIn>(`/tools/${toolId}/share-sign-in`, { label }), onSuccess: useRefresh() });
}

/** The name, or with a number where another sign-in has it. */
export function freeLabel(wished: string, taken: readonly SharedSignIn[]): string {
  const labels = new Set(taken.map(({ label }) => label));
  const base = wished.trim().slice(0, 110);
  let label = base;
  for (let number = 2; labels.has(label); number++) label = `${base} (${String(number)})`;
  return label;
}

/** `https://host` of an address, in lower case; "" where there is none. */
export function originOf(address: string): string {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address.trim());
  return match ? match[0].toLowerCase() : "";
}

export const originsOf = (addresses: readonly string[]): string[] => [...new Set(addresses.map(originOf).filter((origin) => origin !== "" && !origin.includes("{")))];
