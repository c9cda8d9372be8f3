// Which help stands under a field. Provinces mean something else for a visit
// to the company than for experts who travel (ET-98, ET-99).

import type { Fields, RecordType } from '../../generated/protocol';
import { members } from './values';

export function helpKey(type: RecordType, name: string, fields: Fields): string | null {
  if (type !== 'offer') return null;
  const company = fields.subject === 'companyOffer';
  switch (name) {
    case 'name':
      if (company) return 'offers-help-name-company';
      return fields.subject === 'event' ? 'offers-help-name-event' : 'offers-help-name';
    case 'provinces': {
      const forms = members(fields.collaborationForms);
      if (company && forms.includes('VISIT')) return 'offers-help-provinces-visit';
      if (company && forms.includes('GUEST')) return 'offers-help-provinces-guest';
      return 'offers-help-provinces';
    }
    case 'collaborationForms':
      return company ? 'offers-help-one-form' : null;
    case 'sites':
      return company ? null : 'offers-help-sites';
    case 'description':
      return 'offers-help-description';
    default:
      return null;
  }
}
