"use strict";
exports.id = 653;
exports.ids = [653];
exports.modules = {

/***/ 7653:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post_post)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
;// CONCATENATED MODULE: ../domain/late-text.ts
/**
 * Returns the value of a text input when the job ends. This is the late value, unless it is empty or equals main's
 * value with parts missing. Then main's value counts. In nested composite actions, the runner evaluates expressions to
 * an empty text when the job ends.
 * https://github.com/actions/runner/issues/2009
 */
function lateText(main, late) {
    if (late === '' || (main !== undefined && isPartOf(late, main)))
        return main;
    return late;
}
/** Whether all characters of a text occur in another one, in the same order. */
function isPartOf(part, whole) {
    const rest = whole[Symbol.iterator]();
    return Array.from(part).every(character => {
        for (let next = rest.next(); next.done !== true; next = rest.next())
            if (next.value === character)
                return true;
        return false;
    });
}

// EXTERNAL MODULE: ../domain/outcome.ts
var domain_outcome = __webpack_require__(8948);
// EXTERNAL MODULE: ../domain/run.ts
var domain_run = __webpack_require__(8097);
// EXTERNAL MODULE: ../domain/token.ts
var token = __webpack_require__(9117);
// EXTERNAL MODULE: ../messages/input-values.ts
var input_values = __webpack_require__(8815);
// EXTERNAL MODULE: ../messages/post.ts
var post = __webpack_require__(4408);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
// EXTERNAL MODULE: ../messages/recorded-state.ts
var recorded_state = __webpack_require__(9418);
// EXTERNAL MODULE: ../messages/superseding.ts
var superseding = __webpack_require__(6663);
// EXTERNAL MODULE: ../domain/superseding.ts
var domain_superseding = __webpack_require__(8879);
// EXTERNAL MODULE: ../operations/status.ts
var operations_status = __webpack_require__(6990);
// EXTERNAL MODULE: ../operations/written.ts
var written = __webpack_require__(6713);
;// CONCATENATED MODULE: ../operations/finish.ts








/** Runs the post step: sets the final state unless somebody else already has, and ends superseded deployments. */
async function finish(started, late, ports) {
    const { report } = ports;
    const { deployment } = started;
    const outcome = (0,domain_outcome/* outcomeOf */.sG)((0,domain_outcome/* outcomeWords */.wX)(late.word), deployment);
    if (outcome.unknown.length > 0)
        report.note((0,recorded_state/* unknownResult */.q)({ words: outcome.unknown, state: outcome.state }));
    if (outcome.tally !== undefined)
        report.info(`Outcome     ${outcome.tally}`);
    const look = await lookAt(started, outcome, ports);
    if (look?.state !== undefined && (0,domain_deployment/* isFinal */.dR)(look.state)) {
        const text = `Deployment ${deployment.id} already ended as ${look.state}, so its state stays the same.`;
        report.info(text);
        report.ended(look.state, look.environmentUrl ?? '');
    }
    else {
        await (0,operations_status/* writeStatus */.K)(deployment, finalStatus(started, late, outcome, look, ports), knownLists(started, look), ports);
    }
    await endLeftOpen(deployment, late.logUrl ?? started.logUrl, look?.newest?.deployments ?? [], ports);
}
async function lookAt({ deployment, older }, { state }, { github, report, run }) {
    const isSuccess = state === 'success';
    // Only in a re-run may an earlier attempt have left a deployment open. Its payload shows that.
    const isRerun = run.runAttempt > 1;
    const scope = {
        withEnvironment: isSuccess || isRerun,
        withPayloads: isRerun,
        also: isSuccess ? (older?.nodeIds ?? []) : []
    };
    return github.look(deployment, scope).catch((error) => {
        if (error instanceof problem/* Cancelled */.cJ)
            throw error;
        const text = `Could not check the state of deployment ${deployment.id}, so its final state is written without that check. ${(0,problem/* explain */.WE)(error)}`;
        report.info(text);
    });
}
/** Returns the lists that the look and, before the creation, the main step have read. */
const knownLists = ({ older }, look) => ({
    newest: look?.newest,
    ofTask: look && older && { deployments: look.also, of: 'task', isAll: older.isAll }
});
function finalStatus(started, late, { state, word }, look, { clock }) {
    const { deployment, startedAtMs, autoInactive } = started;
    const took = (0,domain_deployment/* duration */.p0)(clock.now() - startedAtMs);
    // A URL that somebody else has set since the main step is newer than the URL from the main step.
    const newer = late.environmentUrl === started.environmentUrl ? undefined : late.environmentUrl;
    const environmentUrl = newer ?? look?.environmentUrl ?? started.environmentUrl;
    const description = late.description ?? started.description;
    // A deployment that never succeeded is not "no longer" deployed.
    const never = look?.succeeded === false ? (late.jobStatus === 'cancelled' ? 'cancelled' : 'never deployed') : undefined;
    return {
        state,
        description: description ?? (0,domain_deployment/* shortened */.vI)((0,domain_outcome/* describeOutcome */.SS)(word, (0,domain_deployment/* shortRef */.m3)(deployment.sha), took, never)),
        environmentUrl,
        logUrl: late.logUrl ?? started.logUrl,
        autoInactive
    };
}
/** Ends deployments in `listed` that the same step left open in an earlier attempt of the run. */
async function endLeftOpen(deployment, logUrl, listed, { github, report, run }) {
    const open = listed.filter(other => (0,domain_superseding/* isLeftOpen */.Uh)(other, deployment, run));
    if (open.length === 0)
        return;
    const description = `Superseded by attempt ${run.runAttempt}`;
    const warn = (reason) => report.note((0,superseding/* leftOpenNotEnded */.zM)({ count: open.length, reason }));
    try {
        const { done, failed } = await (0,written/* writeAll */.f)(open, batch => github.end(batch, { state: 'error', description, logUrl }));
        if (done.length > 0) {
            const text = `Ended       ${done.map(({ sha }) => (0,domain_deployment/* shortRef */.m3)(sha)).join(', ')}, left open by an earlier attempt of this run (set to error)`;
            report.info(text);
        }
        if (failed[0] !== undefined)
            warn(failed[0].why);
    }
    catch (error) {
        if (error instanceof problem/* Cancelled */.cJ)
            throw error;
        warn((0,problem/* explain */.WE)(error));
    }
}

// EXTERNAL MODULE: ../action/text-rules.ts
var text_rules = __webpack_require__(7497);
// EXTERNAL MODULE: ../action/receipt.ts
var action_receipt = __webpack_require__(518);
// EXTERNAL MODULE: ../action/report.ts
var action_report = __webpack_require__(4278);
;// CONCATENATED MODULE: ../action/post.ts











/** Total time for all requests, in milliseconds. A cancelled job has less than five minutes for its remaining steps. */
const budgetMs = 4 * 60_000;
/** Runs the post phase: ends the deployment that main started. Reads only inputs meant for the end of the job. */
async function post_post(surroundings) {
    const { runner, workspace, clock, run, event, connect } = surroundings;
    const saved = runner.saved();
    if (saved === '') {
        runner.info('Nothing to finish.');
        return;
    }
    const receipt = (0,action_receipt/* readReceipt */.b8)(saved);
    const { apiUrl, repository, intent } = receipt;
    const tokens = tokensFor(receipt, surroundings);
    const kind = (0,token/* tokenKind */.a)(tokens[0], runner.input('workflow-token'), repository, run, event);
    const github = connect({ apiUrl, repository, tokens, environmentToken: '', tokenKind: kind }, { budgetMs });
    const deployment = receipt.deployment ?? (intent === undefined ? undefined : await github.findCreated(intent));
    if (deployment === undefined) {
        runner.info(`Nothing was created in ${(0,domain_run/* fullName */.fq)(repository)}, so there is nothing to finish.`);
        return;
    }
    const report = new action_report/* Report */.p(runner, `${(0,domain_run/* serverOf */.FN)(apiUrl, run)}/${(0,domain_run/* fullName */.fq)(repository)}`);
    report.deploymentWas(deployment, receipt.previousSha);
    const ports = { github, workspace, clock, run, report };
    await finish({ ...receipt, deployment }, lateWords(receipt, surroundings), ports);
    if (receipt.summary)
        await report.summarize({ took: clock.now() - receipt.startedAtMs });
}
/** Returns the inputs that may come from later steps: the outcome, the texts and the URLs. */
function lateWords(receipt, { runner, run }) {
    const status = runner.input('job-status');
    if (receipt.operation === 'create') {
        // Main leaves a creation to post only if it could not complete the creation.
        return { word: status === 'cancelled' ? status : 'error', jobStatus: status };
    }
    const environmentUrl = lateUrl('environment-url', runner);
    const lateLogUrl = lateUrl('log-url', runner);
    const given = runner.input('description');
    const late = (0,domain_deployment/* shortened */.vI)(given);
    const description = lateText(receipt.description, late);
    if (late !== given && description !== receipt.description)
        runner.note((0,input_values/* descriptionCut */.v8)());
    const result = runner.input('result');
    return {
        word: (0,domain_outcome/* outcomeWords */.wX)(result).length === 0 ? status : result,
        jobStatus: status,
        environmentUrl,
        description,
        logUrl: lateText(receipt.logUrl === (0,domain_run/* logUrl */.gO)(run) ? undefined : receipt.logUrl, lateLogUrl ?? '') ?? receipt.logUrl
    };
}
/** Returns the current URL of an input. Warns if the value is not a URL. */
function lateUrl(name, runner) {
    const value = runner.input(name);
    if ((0,text_rules/* isWebAddress */.d3)(value))
        return value;
    if (value !== '')
        runner.note((0,post/* lateLinkInvalid */._A)({ name, value }));
    return undefined;
}
/**
 * Returns the token and, as a fallback, the workflow's token. The fallback is used if the token has expired or is no
 * longer available in post. The fallback is limited to the workflow's own repository. In another repository it cannot
 * write, and another host must not receive it.
 */
function tokensFor(receipt, { runner, run }) {
    const token = runner.input('token');
    const workflowToken = runner.input('workflow-token');
    const own = (0,domain_run/* sameOrigin */.Nm)(receipt.apiUrl, run.apiUrl) || token !== workflowToken ? token : '';
    const spare = (0,domain_run/* isRunsOwn */.lY)(receipt, run) ? workflowToken : '';
    const [first, ...others] = [...new Set([own, spare])].filter(it => it !== '');
    if (first !== undefined)
        return [first, ...others];
    throw (0,post/* tokenGone */.Zw)({ repository: (0,domain_run/* fullName */.fq)(receipt.repository) });
}


/***/ }),

/***/ 6663:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B$: () => (/* binding */ olderStillActive),
/* harmony export */   F_: () => (/* binding */ olderMayBeActive),
/* harmony export */   Rm: () => (/* binding */ siblingSuperseded),
/* harmony export */   Tm: () => (/* binding */ newerSucceeded),
/* harmony export */   ex: () => (/* binding */ listLacksDeployment),
/* harmony export */   kn: () => (/* binding */ otherWorkflowSuperseded),
/* harmony export */   zM: () => (/* binding */ leftOpenNotEnded)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** GitHub's list of older deployments is out of date, because it lacks the deployment itself. */
const listLacksDeployment = ({ id, environment }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub's list of the deployments of ${environment} does not show deployment ${id} itself.`, 'Older ones can be ended with "operation: deactivate" and "keep: 1".', 'list-lacks-deployment');
/** Older deployments could not be read, or deactivating them failed altogether. */
const olderMayBeActive = ({ environment, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not deactivate older deployments of ${environment}: they may still be active. ${reason}`, 'older-may-be-active');
/** GitHub refused to deactivate some of the older deployments. */
const olderStillActive = ({ environment, failed, total, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not deactivate ${failed} of ${total} older deployments of ${environment}: they are still active. ${reason}`, 'older-still-active');
/** The deployment supersedes one that another job of the same run made for the same commit. */
const siblingSuperseded = ({ task, id, logUrl }) => {
    const sibling = [id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined);
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`This ends a deployment of task "${task}", which another job of this run made for the same commit (${sibling.join(', ')}). If the jobs deploy different parts, give each part its own "task", such as "deploy:api".`, 'sibling-superseded');
};
/** The deployment supersedes one that another workflow made. */
const otherWorkflowSuperseded = ({ environment, task, workflow, other }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)(`Workflow "${workflow}" superseded a deployment of task "${task}" in ${environment} that workflow "${other}" made. If they deploy different parts, give each part its own "task", such as "deploy:api", and end the deployments of the old task once with "operation: deactivate" and "task: ${task}". If they deploy the same part, such as a release and a rollback, nothing is wrong.`, 'other-workflow-superseded');
/** A newer deployment succeeded before this one. */
const newerSucceeded = ({ environment, commit, id, logUrl }) => {
    const newer = [commit, id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined);
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`A newer deployment of ${environment} succeeded before this one (${newer.join(', ')}). Both stay active, because which of them is live cannot be known. Use "concurrency" in the workflow, so that deployments of an environment do not overlap.`, 'newer-succeeded');
};
/** Deployments that an earlier attempt of this run left open could not be ended. */
const leftOpenNotEnded = ({ count, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not end ${count === 1 ? 'the deployment' : `${count} deployments`} that an earlier attempt of this run left open. ${reason}`, 'left-open-not-ended');


/***/ }),

/***/ 6713:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ writeAll),
/* harmony export */   o: () => (/* binding */ inBatches)
/* harmony export */ });
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5255);


/** Splits deployments into batches that are written together. */
function inBatches(listed) {
    const count = Math.ceil(listed.length / _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C);
    return Array.from({ length: count }, (_, place) => listed.slice(place * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C, (place + 1) * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C));
}
/** Writes to deployments. Returns those that this action wrote, and the reasons why it could not write others. */
async function writeAll(listed, write) {
    const done = [];
    const failed = [];
    const left = new Set(listed.map(({ nodeId }) => nodeId));
    try {
        for (const batch of inBatches(listed)) {
            for await (const written of write(batch)) {
                left.delete(written.deployment.nodeId);
                if ('why' in written)
                    failed.push(written);
                else if (written.result === 'done')
                    done.push(written.deployment);
            }
        }
    }
    catch (error) {
        if (!(error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy))
            throw error;
        // No further write can succeed.
        failed.push(...Array.from(left, () => ({ why: (0,_messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(error) })));
    }
    return { done, failed };
}


/***/ })

};
;