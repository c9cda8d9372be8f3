state-clean = Unchanged
state-changed = Changed here
state-waiting = Waiting for an answer
state-invalid = Invalid
state-conflict = Conflict
state-refused = Refused
state-removed = Removed by Agoria
state-mark-changed = C
