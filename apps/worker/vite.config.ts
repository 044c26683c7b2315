import { defineConfig } from 'vite';
import { nodeProgram } from '../../vite.node.ts';

export default defineConfig(nodeProgram({ main: 'src/main.ts' }));
