// Records that are kept and not used any more.

import type { Row } from '../../generated/protocol';

/** How a record was put away, if it was. */
export function putAway({ type, fields }: Pick<Row, 'type' | 'fields'>): 'archived' | 'retired' | null {
  if (type === 'offer') return fields.archived === true ? 'archived' : null;
  if (type === 'organisation') return fields.status === 'archived' ? 'archived' : null;
  return fields.retired === true ? 'retired' : null;
}
