import { beforeEach, describe, expect, it, vi } from 'vitest';

const kept = new Map<string, unknown>();
vi.mock('../src/host', () => ({
  call: async (command: string, args: { name?: string; body?: unknown }) => {
    if (command === 'save') kept.set(args.name ?? '', args.body);
    if (command === 'forget') kept.delete(args.name ?? '');
    return { items: [...kept].map(([name, body]) => ({ name, body, locked: false })) };
  },
}));

const { typedTexts } = await import('../src/state/typed.svelte');

/** Lets what is queued be written. */
const written = (): Promise<void> => vi.waitFor(() => expect(vi.getTimerCount()).toBe(0)).then(() => vi.advanceTimersByTimeAsync(0)).then(() => undefined);
const patches = (): unknown[] => [...kept.values()].map((body) => (body as { patch: unknown }).patch);

describe('what is being typed', () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    for (const { name } of typedTexts.left) typedTexts.forget(name);
    typedTexts.drop('offer', 'a');
    await vi.advanceTimersByTimeAsync(500);
    kept.clear();
  });

  it('is forgotten when it was saved', async () => {
    typedTexts.keep('offer', 'a', { name: 'First' });
    await vi.advanceTimersByTimeAsync(500);
    expect(patches()).toEqual([{ name: 'First' }]);
    typedTexts.saving('offer', 'a', { name: 'First' })(true);
    await written();
    expect(patches()).toEqual([]);
  });

  it('stays when it was typed while something older was being saved', async () => {
    typedTexts.keep('offer', 'a', { name: 'First' });
    await vi.advanceTimersByTimeAsync(500);
    const settle = typedTexts.saving('offer', 'a', { name: 'First' });
    typedTexts.keep('offer', 'a', { website: 'https://second.example' });
    await vi.advanceTimersByTimeAsync(500);
    settle(true);
    await written();
    expect(patches()).toEqual([{ website: 'https://second.example' }]);
  });

  it('is offered beside what was typed meanwhile when it could not be saved', async () => {
    typedTexts.keep('offer', 'a', { name: 'First' });
    const settle = typedTexts.saving('offer', 'a', { name: 'First' });
    typedTexts.keep('offer', 'a', { name: 'Second' });
    settle(false);
    await vi.advanceTimersByTimeAsync(500);
    expect(patches()).toContainEqual({ name: 'Second' });
    expect(patches()).toContainEqual({ name: 'First' });
    expect(typedTexts.left.map(({ typed }) => typed.patch)).toEqual([{ name: 'First' }]);
  });

  it('is offered in the order it was typed, whatever it is kept by', async () => {
    const body = (at: number) => ({ type: 'offer', id: String(at), patch: { name: String(at) }, at });
    for (const [name, at] of [['c', 1], ['a', 3], ['b', 2]] as const) kept.set(name, body(at));
    await typedTexts.load();
    expect(typedTexts.left.map(({ typed }) => typed.at)).toEqual([1, 2, 3]);
  });

  it('of a new record is gone on with by its own screen only', async () => {
    typedTexts.goOn({ name: 'old', typed: { type: 'contact', id: null, patch: { name: 'An' }, at: 1 } });
    expect(typedTexts.takeAgain('offer')).toBeNull();
    expect(typedTexts.takeAgain('contact')).toEqual({ name: 'An' });
    expect(typedTexts.takeAgain('contact')).toBeNull();
    await written();
    expect(patches()).toEqual([{ name: 'An' }]);
  });
});
