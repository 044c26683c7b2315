import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { type CodeSpace, glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { TmplGroup } from 'glass-easel-template-compiler';
import { type Telephone, wxOn } from './wx.ts';

/** A mini program, its front page on the screen. */
export interface OpenMiniProgram {
  /** Path of the page in front: `pages/card/card`. */
  path(): string;
  /** What can be read on it. */
  text(): string;
  /** Taps what reads so, or else what has it within its text. Throws where that can't be tapped. */
  tap(text: string): void;
  /** Puts something into the `at`th of its inputs, pickers or switches. */
  put(kind: 'input' | 'picker' | 'switch', at: number, value: unknown): void;
  pullDown(): void;
  back(): void;
}

type Node = glassEasel.Node;
/** What a page gives to `Page`. */
type Definition = Parameters<Parameters<Parameters<CodeSpace['componentEnv']>[1]>[0]['Page']>[0];

interface Page {
  path: string;
  component: glassEasel.GeneralComponent;
}

/**
 * Opens the mini program in a folder on a telephone. Its pages are compiled, drawn and told of taps by WeChat's own component
 * framework, with no screen behind it.
 */
export async function openMiniProgram(root: string, telephone: Telephone): Promise<OpenMiniProgram> {
  const { pages }: { pages: string[] } = JSON.parse(readFileSync(join(root, 'app.json'), 'utf8'));
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('', true);
  const templates = new TmplGroup();
  for (const path of pages) {
    const [problem] = templates.addTmpl(path, readFileSync(join(root, `${path}.wxml`), 'utf8'));
    if (problem) throw new Error(`${path}.wxml: ${JSON.stringify(problem)}`);
  }
  const groupList = runInThisContext(templates.getTmplGenObjectGroups());
  const stack: Page[] = [];
  const call = ({ component }: Page, lifetime: string, ...values: unknown[]) =>
    component.getMethodCaller()[lifetime]?.(...values);
  const front = (): Page => {
    const page = stack.at(-1);
    if (!page) throw new Error('no page is open');
    return page;
  };
  const push = (url: string) => {
    const [path = ''] = url.replace(/^\//, '').split('?');
    if (!pages.includes(path)) throw new Error(`page "${path}" is not found`);
    const component = backend.createRoot('page', space, path).getComponent();
    const page = { path, component };
    stack.push(page);
    call(page, 'onLoad', {});
    call(page, 'onShow');
  };
  const backend = env.associateBackend(new glassEasel.EmptyBackendContext());

  Object.assign(globalThis, {
    wx: wxOn(telephone, {
      navigateTo: push,
      reLaunch(url) {
        stack.length = 0;
        push(url);
      },
    }),
    App: () => undefined,
  });
  for (const path of pages) {
    space.addCompiledTemplate(path, {
      groupList,
      content: groupList[path],
      fallbackListenerOnNativeNode: true,
    });
    space.addComponentStaticConfig(path, { component: false, usingComponents: {} });
    const define = (definition: Definition) => space.componentEnv(path, ({ Page }) => Page(definition));
    Object.assign(globalThis, { Page: define });
    await import(/* @vite-ignore */ join(root, `${path}.ts`));
  }
  push(pages[0] ?? '');

  const shown = () => front().component.getShadowRoot() ?? front().component;
  return {
    path: () => front().path,
    text: () => textOf(shown()),
    tap(text) {
      const found = all(shown()).filter((node) => textOf(node).includes(text));
      const target = found.findLast((node) => textOf(node) === text) ?? found.at(-1);
      if (!target) throw new Error(`"${text}" is not on ${front().path}: ${textOf(shown())}`);
      for (let node: glassEasel.Element | null = target; node; node = node.parentNode) {
        if (node.getAttribute('disabled')) throw new Error(`"${text}" is disabled`);
      }
      glassEasel.triggerEvent(target, 'tap', {}, { bubbles: true });
    },
    put(kind, at, value) {
      const target = all(shown()).filter((node) => node.asNativeNode()?.is === kind)[at];
      if (!target) throw new Error(`no ${kind} ${at} on ${front().path}`);
      glassEasel.triggerEvent(target, kind === 'input' ? 'input' : 'change', { value });
    },
    pullDown: () => void call(front(), 'onPullDownRefresh'),
    back() {
      if (stack.length < 2) throw new Error('this is the first page');
      stack.pop();
      call(front(), 'onShow');
    },
  };
}

/** Elements in a tree, each before those that it holds. */
function all(node: Node): glassEasel.Element[] {
  const element = node.asElement();
  return element ? [element, ...element.childNodes.flatMap(all)] : [];
}

/** What is read in a tree, with what fields hold; parts that stand apart are apart by a space. */
function textOf(node: Node): string {
  const parts = (of: Node): string[] => {
    const element = of.asElement();
    if (!element) return [of.asTextNode()?.textContent ?? ''];
    const value = element.asNativeNode()?.is === 'input' ? [String(element.getAttribute('value') ?? '')] : [];
    return [...value, ...element.childNodes.flatMap(parts)];
  };
  return parts(node)
    .map((part) => part.trim())
    .filter(Boolean)
    .join(' ');
}
