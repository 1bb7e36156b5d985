// Does what the API server does with validating admission policies, for the tests: reads policies, lists and requests as JSON from
// standard input, and writes what becomes of each request. CEL itself is cel-js; what it lacks of Kubernetes' libraries is added here.
import {readFileSync} from 'node:fs'
import {Environment} from '@marcbachmann/cel-js'

/** A list of at least so many lines is one whose scans are counted. */
const LONG = 200

const environment = new Environment({unlistedVariablesAreDyn: true})
environment.registerFunction('string.find(string): string', (text, pattern) => new RegExp(pattern, 'u').exec(text)?.[0] ?? '')

const parsed = new Map()
function evaluate(expression, context) {
  if (!parsed.has(expression)) parsed.set(expression, environment.parse(expression))
  return parsed.get(expression)(context)
}

let scans = 0

/** Every way through a list comes by its second item; the first is also looked at for the type of all. */
function counted(value) {
  if (!Array.isArray(value)) return value
  if (value.length < LONG) return value.map(counted)
  scans++ // it was split off the text, or filtered out of another
  return new Proxy(value, {
    get(list, key) {
      if (key === '1') scans++
      return Reflect.get(list, key)
    },
  })
}

function matches(policy, binding, request) {
  const rule = policy.spec.matchConstraints.resourceRules[0]
  const [group, version] = request.apiVersion.includes('/') ? request.apiVersion.split('/') : ['', request.apiVersion]
  const namespace = binding.spec.matchResources?.namespaceSelector ?? {}
  const labels = {'kubernetes.io/metadata.name': request.namespace}
  return rule.apiGroups.includes(group)
    && (rule.apiVersions.includes('*') || rule.apiVersions.includes(version))
    && rule.operations.includes(request.operation)
    && rule.resources.includes(request.resource)
    && (!rule.resourceNames || rule.resourceNames.includes(request.name))
    && Object.entries(namespace.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
    && (namespace.matchExpressions ?? []).every(({key, operator, values}) => {
      if (operator !== 'NotIn') throw new Error(`unknown operator ${operator}`)
      return !values.includes(labels[key])
    })
}

function admit(policy, binding, request, list) {
  if (binding.spec.paramRef && !list) {
    const refused = binding.spec.paramRef.parameterNotFoundAction === 'Deny' && policy.spec.failurePolicy === 'Fail'
    return {refusals: refused ? [{message: 'no params found', always: true}] : [], audit: {}}
  }

  const variables = {}
  const context = {
    object: request.object,
    oldObject: request.oldObject,
    params: list,
    namespaceObject: {metadata: {name: request.namespace}},
    variables,
  }
  for (const {name, expression} of policy.spec.variables ?? []) {
    let value
    let isKnown = false
    Object.defineProperty(variables, name, {
      enumerable: true,
      get() {
        if (!isKnown) value = counted(evaluate(expression, context))
        isKnown = true
        return value
      },
    })
  }

  const failed = (error) => (policy.spec.failurePolicy === 'Fail' ? [{message: `error: ${error.message}`}] : [])
  try {
    if (!(policy.spec.matchConditions ?? []).every((condition) => evaluate(condition.expression, context))) return {refusals: [], audit: {}}
  } catch (error) {
    return {refusals: failed(error), audit: {}}
  }

  const refusals = policy.spec.validations.flatMap((validation) => {
    try {
      // As on the server, the sentence is made whether it is needed or not.
      const isAllowed = evaluate(validation.expression, context)
      const sentence = validation.messageExpression ? evaluate(validation.messageExpression, context).trim() : ''
      const isUsable = sentence !== '' && !sentence.includes('\n') && Buffer.byteLength(sentence) <= 5 * 1024
      return isAllowed ? [] : [{message: isUsable ? sentence : validation.message}]
    } catch (error) {
      return failed(error)
    }
  })
  const audit = Object.fromEntries((policy.spec.auditAnnotations ?? []).map(({key, valueExpression}) => {
    try {
      return [key, evaluate(valueExpression, context)]
    } catch (error) {
      return [key, `error: ${error.message}`]
    }
  }))
  return {refusals, audit}
}

function decide(manifests, request, list) {
  scans = 0
  const decision = {name: request.name, outcome: 'allowed', messages: [], audit: {}}
  for (const binding of manifests.filter((one) => one.kind === 'ValidatingAdmissionPolicyBinding')) {
    const policy = manifests.find((one) => one.kind === 'ValidatingAdmissionPolicy' && one.metadata.name === binding.spec.policyName)
    if (!matches(policy, binding, request)) continue
    const {refusals, audit} = admit(policy, binding, request, list)
    Object.assign(decision.audit, audit)
    for (const {message, always} of refusals) {
      decision.messages.push(message)
      decision.outcome = always || binding.spec.validationActions.includes('Deny') ? 'refused'
        : binding.spec.validationActions.includes('Warn') ? 'warned'
        : 'noted'
    }
  }

  return {...decision, scans}
}

const input = JSON.parse(readFileSync(0, 'utf8'), (_, value) => (Number.isInteger(value) ? BigInt(value) : value))
const output = input.requests.map((request) => decide(input.manifests, request, request.list === null ? null : input.lists[request.list]))
process.stdout.write(JSON.stringify(output))
