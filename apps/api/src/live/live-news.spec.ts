import { beforeEach, describe, expect, it } from '@jest/globals';
import { LiveNews, STREAMS_MAX } from './live-news';

describe('live news', () => {
  let news: LiveNews;
  beforeEach(() => {
    news = new LiveNews();
  });

  it('wake every open stream of the owner, and nobody else’s', async () => {
    const [first, second, other] = [news.listen('alice'), news.listen('alice'), news.listen('bob')];
    const received: string[] = [];
    void other.signal.next(60_000).then(() => received.push('bob'));

    news.libraryChanged('alice');

    expect(await Promise.all([first.signal.next(60_000), second.signal.next(60_000)])).toEqual([true, true]);
    expect(received).toEqual([]);
    other.signal.close();
  });

  it('tell of each generation once, however often it changed, and to each stream', () => {
    const [first, second] = [news.listen('alice'), news.listen('alice')];
    for (const id of ['one', 'two', 'one']) news.generationChanged('alice', id);
    news.generationChanged('bob', 'three');

    expect([first.generations(), second.generations(), first.generations()]).toEqual([['one', 'two'], ['one', 'two'], []]);
  });

  it('are heard by so many streams of one owner, and by another when one is closed', () => {
    const subscriptions = Array.from({ length: STREAMS_MAX }, () => news.listen('alice'));
    expect(() => news.listen('alice')).toThrow(expect.objectContaining({ problem: 'too-many-requests' }));
    expect(() => news.listen('bob')).not.toThrow();

    subscriptions[3]?.signal.close();
    subscriptions[3]?.signal.close();

    expect(() => news.listen('alice')).not.toThrow();
    expect(news.openStreamsOf('alice')).toBe(STREAMS_MAX);
  });

  it('end with the process, for those too who come after it', async () => {
    const before = news.listen('alice');
    news.beforeApplicationShutdown();
    const after = news.listen('alice');

    expect(await Promise.all([before.signal.next(60_000), after.signal.next(60_000)])).toEqual([false, false]);
    expect(news.openStreamsOf('alice')).toBe(0);
  });
});
