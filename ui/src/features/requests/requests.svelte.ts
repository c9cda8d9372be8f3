// Requests for an account: they live at the service, and are asked for there.

import type { AccountRequestInfo, ClientError } from '../../generated/protocol';
import { asClientError, call } from '../../host';

export type RequestState = 'open' | 'accepted' | 'refused';
export const STATES: RequestState[] = ['open', 'accepted', 'refused'];

export class Requests {
  items = $state.raw<AccountRequestInfo[]>([]);
  /** More of them can be asked for. */
  more = $state(false);
  /** They were asked for once. */
  ready = $state(false);
  /** Why they could not be asked for. */
  trouble = $state.raw<ClientError | null>(null);
  #next: string | null = null;
  #turn = 0;

  /** Asks anew from the newest on. */
  async load(state: RequestState): Promise<void> {
    await this.#ask(state, null);
  }

  async loadMore(state: RequestState): Promise<void> {
    await this.#ask(state, this.#next);
  }

  async #ask(state: RequestState, before: string | null): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const page = await call('account_requests', { state, before });
      if (turn !== this.#turn) return;
      this.items = before === null ? page.items : [...this.items, ...page.items];
      this.#next = page.next ?? null;
      this.more = this.#next !== null;
      this.trouble = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.trouble = asClientError(error);
    }
    this.ready = true;
  }

  /** What was decided goes from the list of the open ones. */
  drop(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
  }
}

const HINDRANCES = ['decided', 'email-taken', 'has-administrator'];

/** The key of the sentence for what stands in the way of a decision; null for any other error. */
export function hindrance(error: ClientError): string | null {
  const reason = error.args.reason ?? '';
  return HINDRANCES.includes(reason) ? `requests-hindered-${reason}` : null;
}
