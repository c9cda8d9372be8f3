import { describe, expect, it, vi } from 'vitest';

type Answer = (findings: { pointer: string; code: string; severity: string }[]) => void;
const asked: Answer[] = [];
vi.mock('../src/host', () => ({
  asClientError: (error: unknown) => error,
  call: (command: string) =>
    command === 'check'
      ? new Promise((answer) => asked.push((findings) => answer({ findings, headings: {}, counts: {}, derived: [] })))
      : Promise.resolve({ items: [] }),
}));

vi.mock('../src/state/edits.svelte', () => ({ edit: () => Promise.resolve(true) }));

const { Draft } = await import('../src/features/record/draft.svelte');
const { formFields } = await import('../src/features/record/fields');

const missing = (...names: string[]): Parameters<Answer>[0] => names.map((name) => ({ pointer: `/${name}`, code: 'required', severity: 'error' }));

describe('a draft', () => {
  it('shows of a field what the rules say of its value, not of the value before', async () => {
    const draft = new Draft('offer', null, { subject: 'programme' });
    const field = (name: string) => formFields('offer', draft.values).find((one) => one.name === name)!;
    void draft.check();
    asked.shift()?.(missing('studyLevel', 'languages'));
    await vi.waitFor(() => expect(draft.errors).toHaveLength(2));

    draft.set(field('studyLevel'), 'PBA');
    expect(draft.touched).toEqual({});
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    // Chosen while the answer is on its way: that is not about it.
    draft.set(field('languages'), ['nl']);
    asked.shift()?.(missing('languages'));
    await vi.waitFor(() => expect(draft.touched).toEqual({ studyLevel: true }));

    await vi.waitFor(() => expect(asked).toHaveLength(1));
    asked.shift()?.([]);
    await vi.waitFor(() => expect(draft.touched).toEqual({ studyLevel: true, languages: true }));
    expect(draft.errors).toEqual([]);
  });
});
