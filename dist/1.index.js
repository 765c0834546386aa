"use strict";
exports.id = 1;
exports.ids = [1];
exports.modules = {

/***/ 5001:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ../domain/outcome.ts
var domain_outcome = __webpack_require__(8948);
// EXTERNAL MODULE: ../domain/run.ts
var domain_run = __webpack_require__(8097);
// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../domain/intent.ts
var domain_intent = __webpack_require__(9748);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
// EXTERNAL MODULE: ../operations/commit.ts
var operations_commit = __webpack_require__(6485);
// EXTERNAL MODULE: ../operations/status.ts
var operations_status = __webpack_require__(6990);
// EXTERNAL MODULE: ../domain/superseding.ts
var superseding = __webpack_require__(8879);
// EXTERNAL MODULE: ../operations/job-record.ts
var job_record = __webpack_require__(8787);
;// CONCATENATED MODULE: ../operations/previous.ts




/** Options that keep the requests short, because their result only informs and must not delay the deployment. */
const options = { withinMs: 5000, withStatuses: true, untilSuccess: true, mayBeNew: true };
/**
 * Reads the newest deployments of an environment. If they do not show what the task deployed before, also reads the
 * newest ones of the task. If a read fails, returns the error, because the deployment continues. The result may be
 * awaited later.
 */
function readOlder(where, { github }) {
    const read = async () => {
        const newest = await github.newestOfEnvironment(where, options);
        if (newest.of === 'task' || newest.isAll || (0,superseding/* hasPredecessor */.Yb)(newest.deployments, where))
            return newest;
        return (0,superseding/* joined */.oR)(newest, await github.newestOfTask(where, options));
    };
    const older = read().catch((error) => {
        if (error instanceof problem/* Cancelled */.cJ)
            throw error;
        return error;
    });
    // Nobody may be waiting for it when the job is cancelled.
    older.catch(() => undefined);
    return older;
}
/**
 * Reports which commit the same task deployed before, and whether GitHub keeps its own record for this job. Saves what
 * post needs of the older deployments.
 */
function reportPrevious(older, own, ports, receipt) {
    const { report, run } = ports;
    if (older instanceof Error) {
        report.info(`Could not check what was deployed to ${own.environment} before. ${(0,problem/* explain */.WE)(older)}`);
        return;
    }
    const { deployments, of, isAll } = older;
    const others = deployments.filter(({ nodeId, task }) => nodeId !== own.nodeId && task === own.task);
    const nodeIds = others.filter(({ state }) => (0,domain_deployment/* isLive */.DG)(state)).map(({ nodeId }) => nodeId);
    const sha = (0,superseding/* predecessorOf */.Fr)(deployments, own)?.sha;
    receipt.save({ previousSha: sha, older: of === 'task' ? { nodeIds, isAll } : undefined });
    report.previous({ sha, among: isAll ? undefined : others.length });
    if (deployments.some(other => (0,domain_deployment/* isJobsOwn */.fW)(other, run))) {
        (0,job_record/* adviseOneRecord */.M)(ports, own.environment, own.task !== 'deploy' || (0,superseding/* hasOtherTasks */.Z$)(deployments, own));
    }
}

// EXTERNAL MODULE: ../operations/target.ts
var target = __webpack_require__(1073);
;// CONCATENATED MODULE: ../operations/deploy.ts








/** Runs the main step: creates a deployment or takes over an existing one, and sets it to `in_progress`. */
async function begin(command, ports, receipt) {
    if (command.begin.kind === 'take over') {
        const deployment = await takeOver(command.begin, command, ports, receipt);
        if (deployment !== undefined)
            await start(command, deployment, readOlder(deployment, ports), ports, receipt);
        return;
    }
    const { plan } = command.begin;
    // This read runs in parallel with the creation, not after it.
    const older = readOlder(plan, ports);
    const deployment = await createPlanned(plan, command, ports, receipt);
    // GitHub's response to the creation shows how it spells the environment.
    const isRespelled = deployment.environment !== plan.environment;
    await start(command, deployment, isRespelled ? readOlder(deployment, ports) : older, ports, receipt);
}
/** Takes over an existing deployment. Returns `undefined` if the workflow is not responsible for it. */
async function takeOver({ existing, ...wanted }, { logUrl }, ports, receipt) {
    const deployment = typeof existing === 'number' ? await (0,target/* deploymentById */.G)({ by: 'id', id: existing, ...wanted }, ports) : existing;
    const notOurs = (0,target/* whyNotOurs */.n)(deployment, wanted);
    if (notOurs !== undefined) {
        ports.report.info(notOurs);
        return undefined;
    }
    receipt.save({ deployment });
    ports.report.deployment('taken over', deployment, logUrl);
    return deployment;
}
/** Creates a deployment as planned. */
async function createPlanned(plan, { description, logUrl }, ports, receipt) {
    const { commit, isMarked, ...fields } = plan;
    const ref = await (0,operations_commit/* resolveCommit */.W)(commit, ports);
    const wanted = {
        ...fields,
        ref,
        description: description ?? (0,domain_deployment/* shortened */.vI)(`Deploy ${(0,domain_deployment/* shortRef */.m3)(ref)} to ${plan.environment}`)
    };
    const intent = await (0,domain_intent/* intentOf */.o)(wanted, isMarked, ports.clock.now());
    receipt.save({ intent });
    const onRepeat = () => receipt.save({ intent: { ...intent, sentAtMs: ports.clock.now() } });
    const deployment = await ports.github.createDeployment(wanted, intent, onRepeat).catch((error) => {
        const isNotCreated = error instanceof problem/* GitHubProblem */.Jy && error.answer.mayBeDone !== true;
        if (isNotCreated)
            receipt.close();
        throw error;
    });
    receipt.save({ deployment });
    ports.report.deployment('created', deployment, logUrl);
    return deployment;
}
async function start({ description, environmentUrl, logUrl }, deployment, older, ports, receipt) {
    await (0,operations_status/* addStatus */.s)(deployment, {
        state: 'in_progress',
        description: description ?? (0,domain_outcome/* describeOutcome */.SS)('in_progress', (0,domain_deployment/* shortRef */.m3)(deployment.sha)),
        environmentUrl,
        logUrl
    }, ports);
    reportPrevious(await older, deployment, ports, receipt);
}

;// CONCATENATED MODULE: ../operations/create.ts




/**
 * Creates a deployment for work that ends elsewhere. If an outcome is given, also adds the first status. Creates nothing
 * if the work was skipped.
 */
async function create(command, ports, receipt) {
    const { plan, words } = command;
    if ((0,domain_outcome/* isSkipped */.JR)(words)) {
        ports.report.info('No deployment was created, because "state" says that the work was skipped.');
        return;
    }
    const deployment = await createPlanned(plan, command, ports, receipt);
    const outcome = words.length === 0 ? undefined : (0,domain_outcome/* outcomeOf */.sG)(words, deployment);
    if (outcome !== undefined)
        await addFirstStatus(deployment, outcome, command, ports);
    const state = outcome?.state;
    // https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow
    if (command.startsNoWorkflow && !(0,domain_deployment/* isFinal */.dR)(state) && state !== 'in_progress') {
        ports.report.info('GITHUB_TOKEN created this deployment, so it does not trigger workflows "on: deployment". To trigger them, set "token" to a GitHub App or personal access token.');
    }
}
async function addFirstStatus(deployment, { state, word, tally }, { description, environmentUrl, logUrl, autoInactive }, ports) {
    if (tally !== undefined)
        ports.report.info(`Outcome     ${tally}`);
    await (0,operations_status/* writeStatus */.K)(deployment, {
        state,
        description: description ?? (0,domain_deployment/* shortened */.vI)((0,domain_outcome/* describeOutcome */.SS)(word, (0,domain_deployment/* shortRef */.m3)(deployment.sha))),
        environmentUrl,
        logUrl,
        autoInactive
    }, {}, ports);
}

// EXTERNAL MODULE: ../domain/commit.ts
var domain_commit = __webpack_require__(2727);
// EXTERNAL MODULE: ../domain/pattern.ts
var domain_pattern = __webpack_require__(8286);
// EXTERNAL MODULE: ../messages/input-values.ts
var input_values = __webpack_require__(8815);
;// CONCATENATED MODULE: ../messages/inputs.ts

/**
 * The inputs have problems.
 *
 * @param migrationPage page about the inputs of other actions, if one of them is set
 */
const wrongInputs = ({ lines, migrationPage }) => {
    const list = lines.map(line => `- ${line}`).join('\n');
    const page = migrationPage === undefined ? '' : ` For the inputs of other actions, see ${migrationPage}.`;
    return new problem/* Problem */.AF(lines.length > 1 ? `${lines.length} things are wrong with the inputs:\n${list}\n` : lines.join(''), `Correct the "with:" of this step; nothing was sent to GitHub.${page}`, migrationPage === undefined ? 'the-inputs' : undefined);
};
/** An input of another action is set. */
const inputOfOtherAction = ({ name, replacement }) => `"${name}" is not an input of this action: use ${replacement}.`;
/** The operation does not use an input that is set. */
const notUsedByOperation = ({ name, usedBy, operation }) => `"${name}" belongs to ${inWords(usedBy)}, not to ${operation}.`;
/** Joins words for a sentence: `a`, `a and b`, `a, b and c`. */
const inWords = (words) => words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
/** `environment` is not set, and the operation needs it. */
const environmentMissing = ({ operation }) => `"environment" is missing: ${operation} needs it.`;
/** A teardown has neither `environment` nor `deployment-id`. */
const teardownTargetMissing = ({ operation }) => `"environment" or "deployment-id" is missing: ${operation} needs one of them.`;
/** `update` or `wait` has neither `deployment-id` nor `environment`. */
const deploymentMissing = ({ operation }) => `"deployment-id" or "environment" is missing: ${operation} needs a deployment.`;
/** The payload of a `deployment` or `deployment_status` event is incomplete. */
const eventWithoutDeployment = ({ event }) => `The event ${event} holds no deployment that can be read: give "deployment-id".`;
/** `ref` is not set, and the operation uses another repository than the workflow's. */
const refMissing = () => '"ref" is missing: the event says nothing about another repository.';
/** `update` has no `state`. */
const stateMissing = () => '"state" is missing: update needs it.';
/** `create` has an `environment-url`, but no `state`. */
const environmentUrlWithoutState = () => '"environment-url" belongs to a status: give "state" with it.';
/** `skip-after` is not over before `timeout`. */
const skipAfterTooLong = ({ skipAfter, timeout }) => `"skip-after" must be shorter than "timeout": it is ${skipAfter}, and "timeout" is ${timeout}.`;
/** An input that selects deployments has no effect on one that is selected by its id. */
const notWithDeploymentId = ({ name }) => `"${name}" cannot be given together with "deployment-id".`;
/** `deploy` takes over a deployment, and has an input for a new one. */
const notForExistingDeployment = ({ name }) => `"${name}" cannot be given for a deployment that exists already and is taken over.`;

// EXTERNAL MODULE: ../domain/token.ts
var domain_token = __webpack_require__(9117);
;// CONCATENATED MODULE: ../messages/connection.ts
/** `repository` is not set, and the runner does not set `GITHUB_REPOSITORY`. */
const repositoryMissing = () => '"repository" is missing, and the runner does not say where the workflow runs.';
/** `repository` is not in the form `owner/name`. */
const repositoryMalformed = ({ value }) => `"repository" must be owner/name, not "${value}".`;
/** `token` is empty, and the runner has no `GITHUB_TOKEN`. */
const tokenMissing = () => '"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=\u2026".';
/** `token` is empty, and `api-url` is on another host than the workflow. */
const tokenForHostMissing = () => '"token" is missing: the host of "api-url" needs a token of its own.';
/** `token` is the `GITHUB_TOKEN`, and `api-url` is on another host than the workflow. */
const workflowTokenForOtherHost = () => '"api-url" is another host\'s, for which the workflow\'s own token is not: give one of that host as "token".';
/** `environment-token` is the `GITHUB_TOKEN`, and `api-url` is on another host than the workflow. */
const environmentTokenForOtherHost = () => '"environment-token" is the workflow\'s own token, which is not for the host of "api-url".';
/** A token has line breaks, spaces or characters outside ASCII. */
const tokenMalformed = ({ name }) => `"${name}" has characters that no token has.`;

;// CONCATENATED MODULE: ../action/connection.ts



/** Reads the API, the repository and the tokens from the inputs. */
function readConnection(reader, run, event) {
    const name = reader.line('repository') ?? (0,domain_run/* fullName */.fq)(run.repository);
    // A name of only dots would lead to a parent folder in the path of a request URL.
    const [, owner, repo] = /^(?!\.+\/)([\w.-]+)\/(?!\.+$)([\w.-]+)$/.exec(name) ?? [];
    if (owner === undefined || repo === undefined) {
        reader.problems.push(name === '/' ? repositoryMissing() : repositoryMalformed({ value: name }));
    }
    const apiUrl = (URL.parse(reader.url('api-url') ?? '')?.href ?? run.apiUrl).replace(/\/+$/, '');
    const repository = { owner: owner ?? '', name: repo ?? '' };
    const isOwnHost = (0,domain_run/* sameOrigin */.Nm)(apiUrl, run.apiUrl);
    const workflowToken = reader.text('workflow-token') ?? '';
    const given = reader.text('token') ?? '';
    const token = given === '' && isOwnHost ? workflowToken : given;
    if (token === '')
        reader.problems.push(isOwnHost ? tokenMissing() : tokenForHostMissing());
    if (token !== '' && !isOwnHost && token === workflowToken)
        reader.problems.push(workflowTokenForOtherHost());
    const environmentToken = reader.text('environment-token') ?? token;
    if (!isOwnHost && environmentToken === workflowToken && environmentToken !== token) {
        reader.problems.push(environmentTokenForOtherHost());
    }
    for (const name of ['token', 'environment-token']) {
        if (/[^\x21-\x7e]/.test(reader.text(name) ?? ''))
            reader.problems.push(tokenMalformed({ name }));
    }
    const isOwn = (0,domain_run/* isRunsOwn */.lY)({ apiUrl, repository }, run);
    const spare = isOwn && workflowToken !== '' && workflowToken !== token ? [workflowToken] : [];
    return {
        apiUrl,
        repository,
        tokens: [token, ...spare],
        environmentToken,
        tokenKind: (0,domain_token/* tokenKind */.a)(token, workflowToken, repository, run, event)
    };
}

;// CONCATENATED MODULE: ../action/contract.ts
/** Names of the public interface, the same as in action.yml (`__tests__/contract`). */
const operations = ['deploy', 'create', 'update', 'deactivate', 'delete', 'find', 'wait'];
const contract_all = operations;
const records = ['deploy', 'create'];
const writers = ['deploy', 'create', 'update'];
const teardown = ['deactivate', 'delete'];
const inputs = {
    operation: { usedBy: contract_all, default: 'deploy' },
    environment: { usedBy: contract_all },
    'deployment-id': { usedBy: ['deploy', 'update', ...teardown, 'wait'] },
    ref: { usedBy: [...writers, 'find', 'wait'] },
    task: { usedBy: contract_all, default: 'deploy' },
    payload: { usedBy: records },
    description: { usedBy: [...writers, ...teardown] },
    state: { usedBy: ['create', 'update', 'find', 'wait', ...teardown] },
    result: { usedBy: ['deploy'] },
    'environment-url': { usedBy: writers },
    'log-url': { usedBy: [...writers, ...teardown] },
    'auto-inactive': { usedBy: writers, default: 'true' },
    'transient-environment': { usedBy: records },
    'production-environment': { usedBy: records },
    'auto-merge': { usedBy: records, default: 'false' },
    'required-contexts': { usedBy: records, default: 'none' },
    'older-than': { usedBy: teardown },
    keep: { usedBy: teardown },
    'keep-open-pull-requests': { usedBy: teardown, default: 'false' },
    'delete-environment': { usedBy: ['delete'], default: 'false' },
    'environment-token': { usedBy: ['delete'] },
    'dry-run': { usedBy: teardown, default: 'false' },
    timeout: { usedBy: ['wait'], default: '30m' },
    interval: { usedBy: ['wait'], default: '10s' },
    'skip-after': { usedBy: ['wait'] },
    repository: { usedBy: contract_all },
    'api-url': { usedBy: contract_all },
    token: { usedBy: contract_all },
    summary: { usedBy: contract_all, default: 'true' },
    'job-status': { usedBy: contract_all },
    'check-run-id': { usedBy: contract_all },
    'workflow-token': { usedBy: contract_all }
};
const outputs = (/* unused pure expression or super */ null && ([
    'deployment-id',
    'deployment-url',
    'status-id',
    'state',
    'environment',
    'environment-url',
    'log-url',
    'ref',
    'sha',
    'task',
    'payload',
    'previous-sha',
    'previous-deployment-id',
    'rollback-sha',
    'deactivated',
    'deleted',
    'deployments',
    'environments'
]));

// EXTERNAL MODULE: ../domain/json.ts
var domain_json = __webpack_require__(1612);
// EXTERNAL MODULE: ../domain/match.ts
var match = __webpack_require__(4977);
// EXTERNAL MODULE: ../action/text-rules.ts
var text_rules = __webpack_require__(7497);
;// CONCATENATED MODULE: ../action/fields.ts








/**
 * Reads the inputs that several operations share: texts, a new deployment, an existing deployment, its environment and
 * its commit.
 */
class Fields {
    reader;
    run;
    event;
    /** Whether the event belongs to the repository that the operation uses. */
    isOwn;
    usesWorkflowToken;
    #operation;
    constructor(reader, operation, run, event, connection) {
        this.reader = reader;
        this.run = run;
        this.event = event;
        this.isOwn = (0,domain_run/* isRunsOwn */.lY)(connection, run);
        this.usesWorkflowToken = connection.tokens[0] === reader.text('workflow-token');
        this.#operation = operation;
    }
    /** Returns a URL that is already complete in main. */
    wholeUrl(name) {
        const given = this.reader.text(name);
        return given !== undefined && (0,text_rules/* isWebAddress */.d3)(given) ? given : undefined;
    }
    /** Returns the texts and settings that every status has. */
    texts(log = this.reader.url('log-url') ?? (0,domain_run/* logUrl */.gO)(this.run)) {
        const reader = this.reader;
        const given = reader.text('description');
        const description = given === undefined ? undefined : (0,domain_deployment/* shortened */.vI)(given);
        if (description !== given)
            reader.warnings.push((0,input_values/* descriptionCut */.v8)());
        return { logUrl: log, autoInactive: this.#autoInactive(), description };
    }
    #autoInactive() {
        if (this.reader.text('auto-inactive')?.toLowerCase() !== 'always')
            return this.reader.flag('auto-inactive') ?? true;
        this.reader.problems.push((0,input_values/* autoInactiveAlways */.w8)());
        return true;
    }
    /** Returns the deployment to create. */
    plan() {
        const reader = this.reader;
        const environment = this.requiredEnvironment();
        const production = reader.flag('production-environment');
        const transient = reader.flag('transient-environment');
        const payload = this.#payload();
        const commit = this.commit();
        const task = reader.line('task') ?? 'deploy';
        const autoMerge = reader.flag('auto-merge') ?? false;
        const requiredContexts = this.#requiredContexts();
        if (environment === undefined || commit === undefined)
            return undefined;
        const target = { environment, production: production === true };
        return {
            commit,
            task,
            environment,
            payload: payload ?? (0,domain_run/* runPayload */.MN)(this.run, this.#operation === 'create' ? 'create' : 'deploy'),
            isMarked: payload === undefined && this.run.checkRunId !== undefined,
            transient: transient ?? (this.isOwn && (0,domain_commit/* isTransientByEvent */.k7)(this.event, target)),
            production,
            autoMerge,
            requiredContexts
        };
    }
    /**
     * Returns the payload as GitHub accepts it: an object or a string.
     * https://docs.github.com/rest/deployments/deployments#create-a-deployment (payload)
     */
    #payload() {
        const text = this.reader.text('payload');
        if (text === undefined || !/^[{[]/.test(text))
            return text;
        try {
            const json = JSON.parse(text);
            if ((0,domain_json/* isObject */.Gv)(json))
                return json;
        }
        catch {
            // Reported below, with the same message as a list.
        }
        this.reader.problems.push((0,input_values/* payloadNotObject */.v1)());
        return undefined;
    }
    /** Returns the required contexts: `undefined` means all contexts, an empty list means none. */
    #requiredContexts() {
        const names = this.reader.words('required-contexts');
        const only = names.length === 1 ? names[0]?.toLowerCase() : undefined;
        if (only === 'all')
            return undefined;
        if (only === 'none')
            return [];
        if (names.some(name => /^(all|none|[\s,]+)$/i.test(name)))
            this.reader.problems.push((0,input_values/* requiredContextsMixed */.JB)());
        return [...new Set(names)];
    }
    commit() {
        const ref = this.reader.line('ref');
        if (this.reader.text('ref') !== undefined && ref === undefined)
            return undefined;
        if (ref === undefined && !this.isOwn) {
            this.reader.problems.push(refMissing());
            return undefined;
        }
        return this.reader.attempt(() => (0,domain_commit/* commitOf */.D3)(this.event, ref));
    }
    target() {
        const reader = this.reader;
        const id = reader.whole('deployment-id', 1);
        const environment = this.environment();
        const task = reader.line('task');
        const named = { environment, task };
        const isRefGiven = reader.text('ref') !== undefined;
        if (reader.text('deployment-id') !== undefined) {
            const commit = isRefGiven ? this.commit() : undefined;
            return id === undefined ? undefined : { by: 'id', id, ...named, commit };
        }
        if (this.isOwn && !isRefGiven && ['deployment', 'deployment_status'].includes(this.event.name)) {
            const deployment = this.received();
            if (deployment === undefined)
                return undefined;
            if (this.#operation === 'update' || (0,match/* whyNotNamed */.z)(deployment, named) === undefined) {
                return { by: 'event', deployment, ...named };
            }
            // If the event is about another environment or task, wait for a different deployment of the same commit.
            const commit = { kind: 'ref', ref: deployment.sha };
            return { by: 'commit', ...named, environment: environment ?? deployment.environment, commit, orAnyCommit: false };
        }
        const commit = this.commit();
        if (reader.text('environment') === undefined) {
            reader.problems.push(deploymentMissing({ operation: this.#operation }));
        }
        return environment === undefined || commit === undefined
            ? undefined
            : { by: 'commit', ...named, environment, commit, orAnyCommit: !isRefGiven };
    }
    /** Returns the deployment of a `deployment` or `deployment_status` event. */
    received() {
        const deployment = (0,domain_deployment/* deploymentFrom */.ir)((0,domain_json/* valueAt */.fK)(this.event.payload, 'deployment'));
        if (deployment === undefined)
            this.reader.problems.push(eventWithoutDeployment({ event: this.event.name }));
        return deployment;
    }
    requiredEnvironment() {
        if (this.reader.text('environment') === undefined) {
            this.reader.problems.push(environmentMissing({ operation: this.#operation }));
        }
        return this.environment();
    }
    /** Returns the name of the only environment. A name that is a JSON list needs a `\` at its start. */
    environment() {
        const given = this.reader.text('environment');
        if (given === undefined)
            return undefined;
        if ((0,text_rules/* isJsonList */.P8)(given)) {
            this.reader.problems.push((0,input_values/* environmentIsList */.Or)());
            return undefined;
        }
        if (/[\r\n]/.test(given)) {
            this.reader.problems.push((0,input_values/* environmentNotOneName */.Gt)());
            return undefined;
        }
        const name = given.startsWith('\\') && (0,text_rules/* isJsonList */.P8)(given.slice(1)) ? given.slice(1) : given;
        if (!this.checkName(name))
            return undefined;
        this.warnOfIncomplete([name]);
        return name;
    }
    /** Warns about names and patterns that look as if an expression in them were empty. */
    warnOfIncomplete(lines) {
        const names = lines.filter(line => (0,text_rules/* looksIncomplete */.VR)(line.replace(/^!/, '')));
        if (names.length > 0)
            this.reader.warnings.push((0,input_values/* environmentsIncomplete */.$m)({ names }));
    }
    /**
     * Whether GitHub accepts the name of an environment. Reports a problem if not.
     * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
     */
    checkName(name) {
        if ((0,text_rules/* hasControls */.Lx)(name)) {
            this.reader.problems.push((0,input_values/* environmentWithControls */.uo)());
            return false;
        }
        const { length } = Array.from(name);
        if (length <= 255)
            return true;
        this.reader.problems.push((0,input_values/* environmentTooLong */.qF)({ length }));
        return false;
    }
}

;// CONCATENATED MODULE: ../action/other-actions.ts
/**
 * Inputs of the actions in docs/migrating.md that this action does not declare, with their replacements. The runner
 * warns about undeclared inputs but still passes them on, and an ignored input does not fail the step.
 */
const inputsOfOtherActions = {
    // bobheadxi/deployments
    step: '"operation", or nothing to record a deployment from start to end',
    env: '"environment"',
    env_url: '"environment-url"',
    desc: '"description"',
    logs: '"log-url"',
    status: '"result", or nothing to record the status of the job',
    deployment_id: '"deployment-id"',
    override: '"auto-inactive"',
    auto_inactive: '"auto-inactive"',
    transient: '"transient-environment"',
    debug: 'debug logging, when you re-run the job',
    // chrnorm/deployment-action and chrnorm/deployment-status
    owner: '"repository: owner/name"',
    repo: '"repository: owner/name"',
    'initial-status': '"state" with "operation: create"',
    initial_status: '"state" with "operation: create"',
    sha: '"ref"',
    'target-url': '"environment-url"',
    target_url: '"environment-url"',
    'github-base-url': '"api-url"',
    // strumwolf/delete-deployment-environment
    onlyRemoveDeployments: '"operation: delete"',
    onlyDeactivateDeployments: '"operation: deactivate"'
};

;// CONCATENATED MODULE: ../action/input-reader.ts







/** Reads inputs and collects their problems. */
class InputReader {
    problems = [];
    warnings = [];
    #raw;
    /** Page about the inputs of other actions, if one of them is set. */
    #migrationPage;
    constructor(raw) {
        this.#raw = raw;
    }
    problem() {
        return wrongInputs({ lines: this.problems, migrationPage: this.#migrationPage });
    }
    /** Calls a parser and adds the `Problem` that it throws to the list of problems. */
    attempt(parse) {
        try {
            return parse();
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            this.problems.push(`${error.message} ${error.remedy}`);
            return undefined;
        }
    }
    text(name) {
        const value = this.#raw(name);
        return value === '' ? undefined : value;
    }
    /** Returns a text of one line. */
    line(name) {
        const value = this.text(name);
        if (value === undefined || !(0,text_rules/* hasControls */.Lx)(value))
            return value;
        this.problems.push((0,input_values/* mustBeOneLine */.P3)({ name }));
        return undefined;
    }
    lines(name, separator) {
        return (this.text(name) ?? '')
            .split(separator)
            .map(line => line.trim())
            .filter(line => line !== '');
    }
    /** Returns a boolean in the notation of YAML 1.2. https://yaml.org/spec/1.2.2/#1032-tag-resolution */
    flag(name) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        if (/^(true|True|TRUE)$/.test(value))
            return true;
        if (/^(false|False|FALSE)$/.test(value))
            return false;
        this.problems.push((0,input_values/* mustBeTrueOrFalse */.He)({ name, value }));
        return undefined;
    }
    choice(name, among) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        const found = among.find(word => word === value.toLowerCase());
        if (found === undefined)
            this.problems.push((0,input_values/* mustBeOneOf */.UA)({ name, allowed: among, value }));
        return found;
    }
    /** Returns the words of a list, each only once. */
    choices(name, among) {
        const chosen = this.words(name).flatMap(value => {
            const found = among.find(word => word === value.toLowerCase());
            if (found === undefined)
                this.problems.push((0,input_values/* mustBeSomeOf */.Ux)({ name, allowed: among, value }));
            return found ?? [];
        });
        return [...new Set(chosen)];
    }
    /** Returns the words of a list. If the text has only separators, returns the text, which is not a valid word. */
    words(name) {
        const value = this.text(name);
        const words = this.lines(name, /[\n,]/);
        return value === undefined || words.length > 0 ? words : [value];
    }
    /** Returns one outcome, or the outcomes of several jobs or steps. */
    outcomes(name) {
        const words = (0,domain_outcome/* outcomeWords */.wX)(this.text(name) ?? '');
        const known = (0,domain_outcome/* knownWords */.L3)(words);
        const mustBeKnown = words.length > 1 ? input_values/* mustBeSomeOf */.Ux : input_values/* mustBeOneOf */.UA;
        for (const value of new Set(words.filter(word => !known.includes(word)))) {
            this.problems.push(mustBeKnown({ name, allowed: known, value }));
        }
        return words;
    }
    whole(name, least) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        const number = Number(value);
        if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least)
            return number;
        this.problems.push((0,input_values/* mustBeWholeNumber */.n9)({ name, least, value }));
        return undefined;
    }
    /** Returns a duration such as `90s` in milliseconds. */
    span(name) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(value) ?? [];
        const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''] ?? 0;
        if (Number(count) * seconds > 0)
            return Number(count) * seconds * 1000;
        this.problems.push((0,input_values/* mustBeDuration */.ZG)({ name, value }));
        return undefined;
    }
    url(name) {
        const value = this.line(name);
        if (value === undefined || (0,text_rules/* isWebAddress */.d3)(value))
            return value;
        this.problems.push((0,input_values/* mustBeUrl */.oe)({ name, value }));
        return undefined;
    }
    /** Whether an input has a value other than its default. */
    isGiven(name) {
        const { default: usual } = inputs[name];
        const value = this.text(name);
        return value !== undefined && value.toLowerCase() !== usual;
    }
    /** Reports inputs left over from another action, because they have no effect here. */
    refuseUndeclared({ actionUrl }) {
        for (const [name, replacement] of Object.entries(inputsOfOtherActions)) {
            if (this.#raw(name) === '')
                continue;
            this.problems.push(inputOfOtherAction({ name, replacement }));
            this.#migrationPage = actionUrl === undefined ? 'docs/migrating.md' : `${actionUrl}/docs/migrating.md`;
        }
    }
    /** Reports inputs that the operation does not use, unless they have their default value. */
    refuseUnused(operation) {
        for (const [name, { usedBy }] of Object.entries(inputs)) {
            if (!this.isGiven(name) || usedBy.includes(operation))
                continue;
            this.problems.push(notUsedByOperation({ name, usedBy, operation }));
        }
    }
}

;// CONCATENATED MODULE: ../action/inputs.ts











/**
 * Parses the inputs into a command. Sends nothing to GitHub, and reports all problems in one error.
 *
 * @throws Problem that lists all problems of the inputs
 */
function readRequest(raw, run, event) {
    const reader = new InputReader(raw);
    reader.refuseUndeclared(run);
    const operation = reader.text('operation') === undefined ? 'deploy' : reader.choice('operation', operations);
    if (operation !== undefined)
        reader.refuseUnused(operation);
    const summary = reader.flag('summary') ?? true;
    const connection = readConnection(reader, run, event);
    // The operation decides which values of the other inputs are valid.
    const command = operation && readers[operation](new Fields(reader, operation, run, event, connection));
    if (reader.problems.length > 0 || command === undefined)
        throw reader.problem();
    return { command, connection, summary, warnings: reader.warnings };
}
/** Reads the inputs of each operation, after the inputs that all operations share. */
const readers = {
    deploy: readDeploy,
    create: readCreate,
    update: readUpdate,
    deactivate: fields => readTeardown(fields, 'deactivate'),
    delete: fields => readTeardown(fields, 'delete'),
    find: readFind,
    wait: readWait
};
function readDeploy(fields) {
    const { reader, event } = fields;
    // In main, both URLs may be incomplete because they use outputs of later steps. Post validates them.
    const environmentUrl = fields.wholeUrl('environment-url');
    const texts = { ...fields.texts(fields.wholeUrl('log-url') ?? (0,domain_run/* logUrl */.gO)(fields.run)), environmentUrl };
    const id = reader.whole('deployment-id', 1);
    const isReceived = fields.isOwn && event.name === 'deployment';
    if (reader.text('deployment-id') === undefined && !isReceived) {
        const plan = fields.plan();
        return plan && { operation: 'deploy', ...texts, begin: { kind: 'new', plan } };
    }
    for (const name of [
        'ref',
        'payload',
        'transient-environment',
        'production-environment',
        'auto-merge',
        'required-contexts'
    ]) {
        if (reader.text(name) !== undefined)
            reader.problems.push(notForExistingDeployment({ name }));
    }
    const named = { environment: fields.environment(), task: reader.line('task') };
    const received = isReceived ? fields.received() : undefined;
    const existing = id === received?.id ? received : (id ?? received);
    if (existing === undefined)
        return undefined;
    return { operation: 'deploy', ...texts, begin: { kind: 'take over', existing, ...named } };
}
function readCreate(fields) {
    const { reader } = fields;
    const words = reader.outcomes('state');
    const environmentUrl = reader.url('environment-url');
    if (environmentUrl !== undefined && words.length === 0)
        reader.problems.push(environmentUrlWithoutState());
    const plan = fields.plan();
    const texts = fields.texts();
    return (plan && { operation: 'create', plan, ...texts, startsNoWorkflow: fields.usesWorkflowToken, environmentUrl, words });
}
function readUpdate(fields) {
    const { reader } = fields;
    const words = reader.outcomes('state');
    if (words.length === 0)
        reader.problems.push(stateMissing());
    const environmentUrl = reader.url('environment-url');
    const target = fields.target();
    const texts = fields.texts();
    const isCancelled = reader.text('job-status') === 'cancelled';
    return target && { operation: 'update', target, words, isCancelled, ...texts, environmentUrl };
}
function readTeardown(fields, operation) {
    const { reader } = fields;
    const id = reader.whole('deployment-id', 1);
    const lines = environmentLines(fields);
    const task = reader.line('task');
    if (reader.text('deployment-id') !== undefined) {
        const filters = ['state', 'older-than', 'keep', 'keep-open-pull-requests', 'delete-environment'];
        const given = ['environment', ...filters].filter(name => reader.isGiven(name));
        for (const name of [...(task === undefined ? [] : ['task']), ...given]) {
            reader.problems.push(notWithDeploymentId({ name }));
        }
    }
    else if (reader.text('environment') === undefined) {
        reader.problems.push(teardownTargetMissing({ operation }));
    }
    if (!lines.some(domain_pattern/* isExclusion */.VB)) {
        for (const pattern of lines.filter(domain_pattern/* isBoundless */.OZ))
            reader.problems.push((0,input_values/* environmentMatchesAll */.Cv)({ pattern }));
    }
    if (lines.length > 0 && lines.every(domain_pattern/* isExclusion */.VB))
        reader.problems.push((0,input_values/* onlyExclusions */.MM)({ lines }));
    const olderThanMs = reader.span('older-than');
    const keep = reader.whole('keep', 0);
    const wantedStates = reader.choices('state', domain_deployment/* states */.xP);
    const { description, logUrl: log } = fields.texts();
    const dryRun = reader.flag('dry-run') ?? false;
    const keepOpenPullRequests = reader.flag('keep-open-pull-requests') ?? false;
    return {
        operation,
        target: id === undefined ? { by: 'environments', lines } : { by: 'id', id },
        filters: { task, states: wantedStates, keepOpenPullRequests, olderThanMs, keep },
        logUrl: log,
        dryRun,
        deleteEnvironment: operation === 'delete' && (reader.flag('delete-environment') ?? false),
        description
    };
}
function readFind(fields) {
    const { reader } = fields;
    const lines = environmentLines(fields);
    if (reader.text('environment') === undefined)
        reader.problems.push(environmentMissing({ operation: 'find' }));
    // A single line is a name, because it has nothing to exclude from.
    if (lines.length > 1 && lines.every(domain_pattern/* isExclusion */.VB))
        reader.problems.push((0,input_values/* onlyExclusions */.MM)({ lines }));
    const wantedStates = statesOrSuccess(reader);
    const ref = reader.line('ref');
    const task = reader.line('task');
    return {
        operation: 'find',
        lines,
        states: wantedStates,
        commit: ref === undefined ? undefined : (0,domain_commit/* commitOf */.D3)(fields.event, ref),
        task
    };
}
/** Returns the states to look for. `success` is the default. */
function statesOrSuccess(reader) {
    const wanted = reader.choices('state', domain_deployment/* states */.xP);
    return wanted.length === 0 ? ['success'] : wanted;
}
/** Returns names and patterns of environments, one per line. */
function environmentLines(fields) {
    const { reader } = fields;
    if ((0,text_rules/* isJsonList */.P8)(reader.text('environment') ?? '')) {
        reader.problems.push((0,input_values/* environmentsAreList */.hV)());
        return [];
    }
    const lines = reader.lines('environment', /\n/);
    for (const line of lines)
        fields.checkName(line);
    if (lines.includes('!'))
        reader.problems.push((0,input_values/* exclusionEmpty */._M)());
    fields.warnOfIncomplete(lines);
    return lines;
}
function readWait(fields) {
    const timeoutMs = fields.reader.span('timeout') ?? 30 * 60_000;
    const intervalMs = fields.reader.span('interval') ?? 10_000;
    const skipAfterMs = fields.reader.span('skip-after');
    if (skipAfterMs !== undefined && skipAfterMs >= timeoutMs) {
        fields.reader.problems.push(skipAfterTooLong({ skipAfter: (0,domain_deployment/* duration */.p0)(skipAfterMs), timeout: (0,domain_deployment/* duration */.p0)(timeoutMs) }));
    }
    if (skipAfterMs !== undefined && fields.reader.text('deployment-id') !== undefined) {
        fields.reader.problems.push(notWithDeploymentId({ name: 'skip-after' }));
    }
    const wantedStates = statesOrSuccess(fields.reader);
    const target = fields.target();
    return target && { operation: 'wait', target, states: wantedStates, timeoutMs, skipAfterMs, intervalMs };
}

// EXTERNAL MODULE: ../action/receipt.ts
var action_receipt = __webpack_require__(518);
// EXTERNAL MODULE: ../action/report.ts
var action_report = __webpack_require__(4278);
;// CONCATENATED MODULE: ../action/main.ts







const budgetMs = 10 * 60_000;
/** The time is longer because hundreds of writes may have to wait for GitHub's rate limits several times. */
const teardownLimits = { budgetMs: 30 * 60_000, maxRestRequests: 100 };
/** Runs the main phase: one operation. */
async function main(surroundings) {
    const { runner, run, event } = surroundings;
    const request = readRequest(name => runner.input(name), run, event);
    const { command, connection, summary, warnings } = request;
    warnings.forEach(note => runner.note(note));
    const { apiUrl, repository } = connection;
    const report = new action_report/* Report */.p(runner, `${(0,domain_run/* serverOf */.FN)(apiUrl, run)}/${(0,domain_run/* fullName */.fq)(repository)}`, command);
    try {
        await carryOut(request, report, surroundings);
    }
    catch (error) {
        // Post writes the summary of a deployment that main started but did not complete.
        if (summary && command.operation !== 'deploy' && command.operation !== 'create') {
            await report.summarize({ hasFailed: true });
        }
        throw error;
    }
    if (summary && command.operation !== 'deploy')
        await report.summarize();
}
function limitsOf(command) {
    switch (command.operation) {
        case 'wait':
            return { budgetMs: command.timeoutMs };
        case 'deactivate':
        case 'delete':
            return teardownLimits;
        default:
            return { budgetMs };
    }
}
async function carryOut(request, report, { runner, workspace, clock, run, cancelled, connect }) {
    const { command, connection } = request;
    const ports = { github: connect(connection, limitsOf(command)), workspace, clock, run, report };
    switch (command.operation) {
        case 'deploy':
            return begin(command, ports, new action_receipt/* ReceiptBook */.Mw(command, request, runner, clock));
        case 'create': {
            const receipt = new action_receipt/* ReceiptBook */.Mw(command, request, runner, clock);
            await create(command, ports, receipt);
            // Nobody will use a deployment whose job is cancelled, so post ends it.
            cancelled.throwIfAborted();
            if (!(0,domain_outcome/* isSkipped */.JR)(command.words))
                report.countSuperseded();
            receipt.close();
            return;
        }
        case 'update':
            await (await __webpack_require__.e(/* import() */ 701).then(__webpack_require__.bind(__webpack_require__, 701))).update(command, ports);
            report.countSuperseded();
            return;
        case 'deactivate':
        case 'delete': {
            const { teardownReport } = await __webpack_require__.e(/* import() */ 826).then(__webpack_require__.bind(__webpack_require__, 6826));
            const { teardown } = await Promise.all(/* import() */[__webpack_require__.e(26), __webpack_require__.e(5)]).then(__webpack_require__.bind(__webpack_require__, 5386));
            const environmentAdmin = () => connect({ ...connection, tokens: [connection.environmentToken] }, teardownLimits);
            return teardown(command, ports, teardownReport(command, report), environmentAdmin);
        }
        case 'find': {
            const { deployedReport } = await __webpack_require__.e(/* import() */ 626).then(__webpack_require__.bind(__webpack_require__, 8626));
            return (await __webpack_require__.e(/* import() */ 213).then(__webpack_require__.bind(__webpack_require__, 5213))).find(command, ports, deployedReport(report));
        }
        case 'wait':
            return (await __webpack_require__.e(/* import() */ 794).then(__webpack_require__.bind(__webpack_require__, 1794))).wait(command, ports);
    }
}


/***/ }),

/***/ 4977:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ isOfCommit),
/* harmony export */   z: () => (/* binding */ whyNotNamed)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(289);

/** Whether a deployment is for a commit. Compares the ref that it was created with, and its SHA. */
const isOfCommit = ({ sha, ref }, wanted) => ref === wanted.ref || sha === (wanted.sha ?? wanted.ref.toLowerCase());
/** Returns why a deployment does not match `environment` and `task`, or `undefined` if it matches. */
function whyNotNamed(deployment, { environment, task }) {
    if (environment !== undefined && !(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(environment, deployment.environment)) {
        return `its environment is ${deployment.environment}, not ${environment}`;
    }
    if (task !== undefined && task !== deployment.task)
        return `its task is ${deployment.task}, not ${task}`;
    return undefined;
}


/***/ }),

/***/ 8286:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OZ: () => (/* binding */ isBoundless),
/* harmony export */   Pt: () => (/* binding */ isPattern),
/* harmony export */   VB: () => (/* binding */ isExclusion),
/* harmony export */   __: () => (/* binding */ hasPatterns)
/* harmony export */ });
/** Whether a line is a pattern, not only a name. */
const isPattern = (line) => /[*?[\]{}\\]/.test(line);
/** Whether a line excludes the names that it matches. */
const isExclusion = (line) => line.startsWith('!');
/** Whether the lines can be resolved only with the names of existing environments. */
const hasPatterns = (lines) => lines.some(line => isExclusion(line) || isPattern(line));
/** Whether a pattern matches everything, because one of its alternatives has no literal character. */
function isBoundless(line) {
    if (isExclusion(line) || !isPattern(line))
        return false;
    let rest = line.replaceAll(/\\./gsu, 'x').replaceAll(/\[(\[:\w+:\]|[^\]])+\]/g, '');
    // A group is literal only if all its alternatives are literal.
    while (innermost.test(rest)) {
        rest = rest.replace(innermost, (_, inner) => (inner.split(',').some(isWild) ? '' : 'x'));
    }
    return isWild(rest);
}
const innermost = /\{([^{}]*)\}/;
const isWild = (text) => text.replaceAll(/[*?{},!/\s]/g, '') === '';


/***/ }),

/***/ 8215:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OE: () => (/* binding */ noDeploymentToWaitFor),
/* harmony export */   VN: () => (/* binding */ notMadeByThisRun),
/* harmony export */   bJ: () => (/* binding */ noDeploymentToUpdate),
/* harmony export */   d: () => (/* binding */ severalDeploymentsOfRun),
/* harmony export */   dp: () => (/* binding */ severalTasks),
/* harmony export */   l: () => (/* binding */ severalTasksOfOthers),
/* harmony export */   nN: () => (/* binding */ deploymentDoesNotMatch),
/* harmony export */   oZ: () => (/* binding */ deletedWhileLookedUp)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);


/** Maximum number of tasks that an error lists. */
const maxTasks = 10;
/** `update` finds no deployment. */
const noDeploymentToUpdate = ({ wanted, hints }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`No deployment to update: found none ${wanted}.`, `${hints}Create one first with "operation: create", or set "deployment-id".`, 'no-deployment-to-update');
/** `wait` finds no deployment until the timeout. */
const noDeploymentToWaitFor = ({ wanted, timeout, hints }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`No deployment to wait for: found none ${wanted} within ${timeout}.`, `${hints}Check that one is created there, or set a longer "timeout".`, 'no-deployment-to-wait-for');
/** This run made several deployments, and the inputs of `update` or `wait` do not tell them apart. */
const severalDeploymentsOfRun = ({ environment, deployments }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`This run made several deployments in environment "${environment}", and any of them could be meant: ${deployments}.`, 'Set "task", "ref" or "deployment-id" to choose one.', 'several-deployments-of-run');
/** This run made no deployment that `update` could mean, and those that others made have several tasks. */
const severalTasksOfOthers = ({ wanted, deployments }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`This run made no deployment ${wanted}, and others made several with different tasks: ${deployments}.`, 'Set "task" or "deployment-id" to choose one.', 'several-tasks-of-others');
/** `update` finds only a deployment that somebody else made, and that has ended or is in use. */
const notMadeByThisRun = ({ id, wanted, making, reason }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`Deployment ${id} ${wanted} is not updated because this run did not make it: it was ${making}, and ${reason}.`, 'If "deployment-id" should have come from an earlier step, check that this step ran. To update the deployment anyway, look it up with "operation: find" and set "deployment-id".', 'not-made-by-this-run');
/** The deployment with the given `deployment-id` has another environment, task or ref than the inputs say. */
const deploymentDoesNotMatch = ({ id, reason }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`Deployment ${id} does not match the inputs: ${reason}.`, 'Check "deployment-id", and correct or remove the input that differs.', 'deployment-does-not-match');
/** `find` finds deployments of several tasks in one environment, and no task is given. */
const severalTasks = ({ environment, states, tasks }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`"${environment}" has deployments of several tasks in state ${states.join(' or ')}: ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(tasks, maxTasks)}.`, 'Set "task" to one of them.', 'several-tasks');
/** Somebody deleted the deployment between two requests of `find`. */
const deletedWhileLookedUp = ({ sha, environment }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The deployment of ${sha} to ${environment} was deleted while it was looked up.`, 'Run the step again.', 'deleted-while-looked-up');


/***/ }),

/***/ 3345:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q7: () => (/* binding */ ownRecordEndsOtherTasks),
/* harmony export */   kc: () => (/* binding */ ownRecordKept),
/* harmony export */   tK: () => (/* binding */ githubKeepsOwnRecord)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** The job has `environment:`, so GitHub keeps its own deployment beside the one of this action. */
const githubKeepsOwnRecord = ({ environment, isOnEnterpriseServer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)(`GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". ${onlyOneRecord({ environment, isOnEnterpriseServer })}`, 'github-keeps-own-record');
/** The job has `environment:`, and several tasks share this environment. */
const ownRecordEndsOtherTasks = ({ environment, isOnEnterpriseServer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". When that deployment succeeds, GitHub deactivates older deployments of every task in the environment. ${onlyOneRecord({ environment, isOnEnterpriseServer })}`, 'own-record-ends-other-tasks');
/** A teardown finds GitHub's own deployment for its job. */
const ownRecordKept = ({ environment, isOnEnterpriseServer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`GitHub's own deployment for this job is kept, because GitHub would set it live again when the job ends: the job has "environment: ${environment}". Run the teardown in a job without "environment:"${isOnEnterpriseServer ? '.' : `, or write "environment: { name: ${environment}, deployment: false }", which keeps secrets and approvals and leaves one record.`}`, 'own-record-kept');
const onlyOneRecord = ({ environment, isOnEnterpriseServer }) => isOnEnterpriseServer
    ? 'Remove "environment:" from the job to have only one record.'
    : `Write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and have only one record.`;


/***/ }),

/***/ 30:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ep: () => (/* binding */ nameOrCount),
/* harmony export */   gi: () => (/* binding */ maxNamed),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   wZ: () => (/* binding */ inShort)
/* harmony export */ });
/** Maximum number of names or reasons in a sentence. */
const maxNamed = 5;
/** Lists names for a sentence: the first names and the number of all others. */
function inShort(names, most = maxNamed) {
    const more = names.length - most;
    return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
/** Names one environment, or counts several: `environment staging`, `2 environments`. */
const nameOrCount = (environments) => environments.length === 1 ? `environment ${environments.join('')}` : counted(environments.length, 'environment');
/** Returns a count with its noun: `1 deployment`, `2 deployments`. */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;


/***/ }),

/***/ 6485:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ resolveCommit)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(289);
/* harmony import */ var _messages_commit_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8111);


/** Returns the ref to send for a commit. Reads it from the workspace or a pull request if necessary. */
async function resolveCommit(source, { github, workspace, report }) {
    switch (source.kind) {
        case 'ref':
            if (source.isTestMerge === true) {
                report.note((0,_messages_commit_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeCommitRecorded */ .W9)({ what: `${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(source.ref)}, given as "ref",` }));
            }
            return source.ref;
        case 'pull-request': {
            const sha = await github.pullRequestHead(source.number);
            report.info(`The head of pull request #${source.number} is ${sha}.`);
            return sha;
        }
        case 'head': {
            const sha = await workspace.head();
            if (source.mergeCommits.includes(sha)) {
                report.note((0,_messages_commit_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeCommitRecorded */ .W9)({ what: `${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(sha)}, checked out in the workspace,` }));
            }
            return sha;
        }
    }
}


/***/ }),

/***/ 8787:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ adviseOneRecord)
/* harmony export */ });
/* harmony import */ var _domain_run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8097);
/* harmony import */ var _messages_job_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3345);


/**
 * Tells the author how to have only one record if GitHub keeps its own record for this job. Logs a warning if several
 * tasks share the environment: when GitHub's record succeeds, GitHub deactivates older deployments of every task.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
function adviseOneRecord({ report, run }, environment, hasSeveralTasks = false) {
    const record = { environment, isOnEnterpriseServer: (0,_domain_run_js__WEBPACK_IMPORTED_MODULE_1__/* .isOnEnterpriseServer */ .qE)(run) };
    report.note(hasSeveralTasks ? (0,_messages_job_record_js__WEBPACK_IMPORTED_MODULE_0__/* .ownRecordEndsOtherTasks */ .Q7)(record) : (0,_messages_job_record_js__WEBPACK_IMPORTED_MODULE_0__/* .githubKeepsOwnRecord */ .tK)(record));
}


/***/ }),

/***/ 1073:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ deploymentById),
/* harmony export */   n: () => (/* binding */ whyNotOurs)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(289);
/* harmony import */ var _domain_match_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4977);
/* harmony import */ var _messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8215);
/* harmony import */ var _commit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6485);




/** Reads a deployment by its id. @throws Problem if it does not match the other inputs */
async function deploymentById(target, ports) {
    const deployment = await ports.github.deployment(target.id);
    const reason = (0,_domain_match_js__WEBPACK_IMPORTED_MODULE_2__/* .whyNotNamed */ .z)(deployment, target) ?? (await whyNotOfCommit(deployment, target.commit, ports));
    if (reason !== undefined)
        throw (0,_messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .deploymentDoesNotMatch */ .nN)({ id: deployment.id, reason });
    return deployment;
}
async function whyNotOfCommit(deployment, commit, ports) {
    if (commit === undefined)
        return undefined;
    const ref = await (0,_commit_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveCommit */ .W)(commit, ports);
    if ((0,_domain_match_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfCommit */ .l)(deployment, { ref }))
        return undefined;
    const sha = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .isSha */ .HH)(ref) ? undefined : await ports.github.commit(ref);
    if ((0,_domain_match_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfCommit */ .l)(deployment, { ref, sha }))
        return undefined;
    return `its ref is ${deployment.ref} and its commit is ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .shortRef */ .m3)(deployment.sha)}, not ${ref}`;
}
/**
 * Returns why this workflow ignores the deployment of an event, or `undefined` if it does not. Deployments of other
 * systems trigger the same events.
 */
function whyNotOurs(deployment, named) {
    const why = (0,_domain_match_js__WEBPACK_IMPORTED_MODULE_2__/* .whyNotNamed */ .z)(deployment, named);
    return why === undefined ? undefined : `Deployment ${deployment.id} is left alone: ${why}.`;
}


/***/ })

};
;