/** The organization that requests are made for. Set by the shell; read by every request. */
let current: string | null = null;

export const activeOrganization = {
  get: (): string | null => current,
  set: (id: string | null): void => {
    current = id;
  },
};
