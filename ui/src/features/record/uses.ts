// From a contact or site to the offers that use it.

import type { Row, ViewOpen } from '../../generated/protocol';
import { nav } from '../../state/nav.svelte';
import { listView } from '../views/views.svelte';
import { text } from './values';

export type Used = 'contact' | 'site';

export const isUsed = (type: string): type is Used => type === 'contact' || type === 'site';

/** The field by which offers refer to it. */
const fieldOf = (type: Used): string => (type === 'contact' ? 'contact' : 'sites');

/** All offers that use a record. */
export const offersOf = (type: Used, id: string): ViewOpen => ({
  type: 'offer',
  where: [{ field: fieldOf(type), value: id }],
  search: '',
  sort: [],
  reviewQueue: false,
});

/** Opens the list of offers with those that use a record, and nothing else. */
export function showOffers(row: Row): void {
  if (!isUsed(row.type)) return;
  const offers = listView('offer');
  offers.names = { ...offers.names, [row.id]: text(row.fields, 'name') };
  offers.set({ chosen: { [fieldOf(row.type)]: [row.id] } });
  nav.go('offers');
}
