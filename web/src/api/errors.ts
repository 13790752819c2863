/** RFC 9457 problem details, as the server sends them. */
export interface Problem {
  type?: string;
  title?: string;
  status: number;
  code: string;
  detail?: string;
  field?: string;
  /** Every field at fault, when there are several. */
  errors?: FieldProblem[];
  request_id?: string;
  [name: string]: unknown;
}

export interface FieldProblem {
  field: string;
  code: string;
  detail?: string;
}

/**
 * An answer that is not a success. `code` is stable and decides what is shown; status 0 means that no
 * answer came at all (offline, cut off).
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;
  readonly fields: FieldProblem[];
  readonly requestId: string | undefined;
  /** Seconds to wait before asking again, when the server said so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, extra: { requestId?: string; retryAfter?: number } = {}) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = "ApiError";
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
    this.fields = fieldProblems(problem);
    this.requestId = extra.requestId;
    this.retryAfter = extra.retryAfter;
  }

  /** Nobody answered: worth trying again by itself. */
  get isConnection(): boolean {
    return this.status === 0;
  }
  get isUnauthenticated(): boolean {
    return this.status === 401;
  }
  /** Somebody else changed the thing since it was read. */
  get isStale(): boolean {
    return this.status === 412;
  }
}

function fieldProblems(problem: Problem): FieldProblem[] {
  if (Array.isArray(problem.errors)) return problem.errors;
  if (typeof problem.field !== "string") return [];
  return [{ field: problem.field, code: problem.code, ...(problem.detail ? { detail: problem.detail } : {}) }];
}

export async function errorFrom(response: Response): Promise<ApiError> {
  const requestId = response.headers.get("x-request-id");
  const retryAfter = Number(response.headers.get("retry-after")) || undefined;
  const body = await response.json().catch(() => undefined);
  const known = typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
  const problem: Problem = { ...known, status: response.status, code: known.code ?? `http_${response.status}` };
  const reference = known.request_id ?? requestId;
  return new ApiError(problem, { ...(reference ? { requestId: reference } : {}), ...(retryAfter ? { retryAfter } : {}) });
}

export function connectionError(cause: unknown): ApiError {
  const error = new ApiError({ status: 0, code: "connection_lost" });
  error.cause = cause;
  return error;
}
