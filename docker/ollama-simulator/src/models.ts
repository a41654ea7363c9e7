import { createHash } from 'node:crypto';

/** A model that counts as installed. */
export interface Model {
  readonly name: string;
  readonly modifiedAt: string;
  readonly system: string | undefined;
}

const SIZE_BYTES = 522_653_767;
const CONTEXT_LENGTH = 40_960;

/** The installed models by name. */
export class ModelLibrary {
  private readonly models = new Map<string, Model>();

  add(name: string, system?: string): void {
    const full = fullName(name);
    this.models.set(full, { name: full, modifiedAt: new Date().toISOString(), system });
  }

  find(name: string): Model | undefined {
    return this.models.get(fullName(name));
  }

  remove(name: string): boolean {
    return this.models.delete(fullName(name));
  }

  /** Newest first, as Ollama lists them. */
  list(): Model[] {
    return [...this.models.values()].reverse();
  }
}

/** What a model can do, told from its name. */
export function capabilitiesOf(name: string): string[] {
  if (/embed|bge|minilm/i.test(name)) return ['embedding'];
  return /qwen3|deepseek-r1|thinking/i.test(name)
    ? ['completion', 'tools', 'thinking']
    : ['completion', 'tools'];
}

/** A model as `/api/tags` lists it. */
export function describeModel({ name, modifiedAt }: Model) {
  return {
    name,
    model: name,
    modified_at: modifiedAt,
    size: SIZE_BYTES,
    digest: digestOf(name),
    details: DETAILS,
  };
}

/** A model as `/api/show` describes it. */
export function showModel({ name, modifiedAt, system }: Model) {
  return {
    modelfile: `FROM ${name}`,
    parameters: '',
    template: '{{ .Prompt }}',
    ...(system ? { system } : {}),
    details: DETAILS,
    model_info: { 'general.architecture': 'simulated', 'simulated.context_length': CONTEXT_LENGTH },
    capabilities: capabilitiesOf(name),
    modified_at: modifiedAt,
  };
}

/** A name with its tag, as Ollama completes it. */
export function fullName(name: string): string {
  return name.includes(':') ? name : `${name}:latest`;
}

export function digestOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

const DETAILS = {
  parent_model: '',
  format: 'gguf',
  family: 'simulated',
  families: ['simulated'],
  parameter_size: '0.6B',
  quantization_level: 'Q4_K_M',
};
