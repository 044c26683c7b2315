import { expect, it } from 'vitest';
import { messages } from './error-messages.ts';

it('says Chinese sentences with Chinese punctuation', () => {
  const sentences = Object.values(messages).map((message) => message['zh-CN']);
  expect(sentences.length).toBeGreaterThan(100);
  expect(sentences.filter((text) => /[一-鿿”}）][,;:?!(]|[,;:?!)][一-鿿“]/.test(text))).toEqual([]);
});
