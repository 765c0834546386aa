"use strict";
exports.id = 826;
exports.ids = [826];
exports.modules = {

/***/ 6429:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DK: () => (/* binding */ maxEnvironmentsLength),
/* harmony export */   Y$: () => (/* binding */ maxUnfolded),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   a: () => (/* binding */ printList),
/* harmony export */   al: () => (/* binding */ inOrder),
/* harmony export */   hN: () => (/* binding */ maxDeploymentsLength),
/* harmony export */   kD: () => (/* binding */ inJson),
/* harmony export */   kR: () => (/* binding */ fittingTable)
/* harmony export */ });
/* harmony import */ var _html_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4773);

/**
 * Returns as many entries as fit, as JSON. The given order decides which entries to keep. The result keeps the
 * original order.
 *
 * @param longest maximum number of characters of all entries together
 */
function fitting(all, order, longest, entry) {
    const texts = new Map();
    let length = 0;
    for (const one of all.toSorted(order)) {
        const text = JSON.stringify(entry(one));
        length += text.length + 1;
        if (length > longest)
            break;
        texts.set(one, text);
    }
    return all.flatMap(one => texts.get(one) ?? []);
}
const inOrder = () => 0;
const inJson = (entries) => `[${entries.join(',')}]`;
/**
 * Maximum length of an output, in characters. All outputs of a job together may have 1 MiB, and the runner counts two
 * bytes per character. https://docs.github.com/actions/reference/limits
 */
const maxDeploymentsLength = 350_000;
const maxEnvironmentsLength = 100_000;
/** Maximum number of lines in the log, or rows in the summary, that are not folded. */
const maxUnfolded = 20;
/** Writes a list to the log. Folds a long list. */
function printList(runner, headline, lines) {
    if (lines.length > maxUnfolded)
        runner.group(headline, lines);
    else
        [headline, ...lines].forEach(line => runner.info(line));
}
/** Maximum size of a table in bytes. The job summary may have 1 MiB, and nobody reads a table that long. */
const maxTableBytes = 512 * 1024;
const maxRows = 1000;
/**
 * Returns an HTML table with the rows that fit in the job summary, and the number of all others.
 *
 * @param cellsOf returns the cells of a row as HTML
 * @param total number of all rows, if `all` does not have them all
 */
function fittingTable(titles, all, cellsOf, total = all.length) {
    let bytes = 0;
    const rows = all
        .slice(0, maxRows)
        .map(one => cellsOf(one)
        .map(cell => `<td>${cell}</td>`)
        .join(''))
        .filter(row => (bytes += Buffer.byteLength(row)) <= maxTableBytes);
    const left = total - rows.length;
    const cut = left === 0 ? [] : [`<td colspan="${titles.length}">and ${left} more, for which there is no room</td>`];
    return (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)([titles.map(title => `<th>${title}</th>`).join(''), ...rows, ...cut]);
}


/***/ }),

/***/ 6826:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  teardownReport: () => (/* binding */ teardownReport)
});

// UNUSED EXPORTS: teardownHeading

// EXTERNAL MODULE: ../domain/teardown-outcome.ts
var teardown_outcome = __webpack_require__(2359);
// EXTERNAL MODULE: ../domain/pattern.ts
var pattern = __webpack_require__(8286);
// EXTERNAL MODULE: ../messages/list.ts
var list = __webpack_require__(30);
// EXTERNAL MODULE: ../action/fitting.ts
var fitting = __webpack_require__(6429);
// EXTERNAL MODULE: ../action/html.ts
var html = __webpack_require__(4773);
;// CONCATENATED MODULE: ../domain/age.ts
const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000]
];
/** Describes the age of something in its largest unit: `3 days ago`. */
function ago(milliseconds) {
    for (const [unit, length] of units) {
        const count = Math.floor(milliseconds / length);
        if (count >= 1)
            return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
    }
    return 'just now';
}

// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
;// CONCATENATED MODULE: ../action/teardown.ts






/** Maximum number of names that the log lists for a pattern. */
const maxPatternNames = 100;
/** Order of decisions: changes, kept, unchanged. If room runs out, unchanged deployments are left out first. */
const importance = { deactivate: 0, delete: 0, spare: 1, none: 2 };
const byImportance = (one, other) => importance[one.action] - importance[other.action];
/** Names of the actions in texts for people. */
const words = { deactivate: 'deactivate', delete: 'delete', spare: 'keep', none: 'unchanged' };
const withAction = ({ decisions }, ...actions) => decisions.filter(({ action }) => actions.includes(action));
const age = ({ createdAt }, { madeAtMs }) => ago(madeAtMs - Date.parse(createdAt));
const line = (word, text) => `${word.padEnd(12)}${text}`;
/** Whether a plan changes nothing. */
const isIdle = (plan) => withAction(plan, 'deactivate', 'delete').length === 0 && plan.environmentsToDelete.length === 0;
/** Returns a line for each pattern that matches everything, with the names that it matches. */
const patternLines = ({ boundless }) => boundless.map(({ pattern, names }) => line('Pattern', `${pattern} stands for ${names.length === 0 ? 'no environment' : (0,list/* inShort */.wZ)(names, maxPatternNames)}`));
/**
 * Returns the plan as log lines: the changes, then the kept deployments and environments. Unchanged deployments are
 * only counted in the headline.
 */
function planLines(plan) {
    const decided = ({ deployment, action, reason }) => {
        const task = deployment.task === 'deploy' ? '' : ` (${deployment.task})`;
        const what = `${(0,domain_deployment/* shortRef */.m3)(deployment.sha)} in ${deployment.environment}${task}, created ${age(deployment, plan)}`;
        return line(words[action], `${what}: ${reason}`);
    };
    return [
        ...withAction(plan, 'deactivate', 'delete').map(decided),
        ...plan.environmentsToDelete.map(name => line('delete', `environment ${name}, with its secrets and rules`)),
        ...withAction(plan, 'spare').map(decided),
        ...plan.environmentsToKeep.map(({ name, reason }) => line('keep', `environment ${name}: ${reason}`))
    ];
}
/** Returns the line above the plan. */
function planHeadline(plan) {
    const { environments, decisions, environmentsToDelete, missing, more } = plan;
    const where = (0,list/* nameOrCount */.ep)(environments);
    if (environments.length === 0)
        return 'Nothing to do: no such environment or deployment.';
    if (decisions.length === 0 && environmentsToDelete.length === 0) {
        const moved = 'Deployments that a status moved to another environment are not looked for.';
        const isOne = environments.length === 1;
        if (missing.length < environments.length)
            return `Nothing to do: GitHub lists no deployments for ${where}. ${moved}`;
        const shown = isOne ? `no ${where}` : `none of ${where}`;
        return `Nothing to do: GitHub shows ${shown} and lists no deployments for ${isOne ? 'it' : 'them'}. ${moved}`;
    }
    const count = (action) => withAction(plan, action).length;
    const parts = [
        [count('deactivate'), 'to deactivate'],
        [count('delete'), 'to delete'],
        [count('spare'), 'kept'],
        [count('none') + more, 'not live']
    ];
    const counts = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    if (environmentsToDelete.length > 0)
        counts.push(`${(0,list/* counted */.hS)(environmentsToDelete.length, 'environment')} to delete`);
    const title = isIdle(plan) ? 'Nothing to do: ' : line('Plan', '');
    return `${title}${counts.join(', ')} (${(0,list/* counted */.hS)(decisions.length + more, 'deployment')} in ${where})`;
}
/** Returns a line about what only a number keeps, if there is anything. */
const keptByNumberLine = ({ keptByNumber }) => keptByNumber === 0
    ? []
    : [
        line('Kept', `environments and tasks that only the number of a pull request in their names keeps: ${keptByNumber}`)
    ];
/** Returns a line about the environments that have only failed deployments, if there are any. */
function onlyFailedLine({ onlyFailed, more }) {
    if (onlyFailed.length === 0)
        return [];
    // The states of the further deployments were not kept.
    const count = `${more > 0 ? 'about ' : ''}${onlyFailed.length}`;
    const text = `environments with only failed deployments: ${count}. "deactivate" leaves them as they are, "delete" finds them.`;
    return [line('Left', text)];
}
/** Returns the result as one line. */
function resultLine(result) {
    if (result === undefined)
        return line('Dry run', 'nothing was written');
    const { deactivated, deleted, gone, environments, failed } = result;
    const parts = [
        `${(0,list/* counted */.hS)(deactivated.length, 'deployment')} deactivated`,
        ...(deleted.length > 0 ? [`${deleted.length} deleted`] : []),
        ...(environments.length > 0 ? [`${(0,list/* counted */.hS)(environments.length, 'environment')} deleted`] : []),
        ...(gone.length > 0 ? [`${gone.length} ${gone.length === 1 ? 'was' : 'were'} already gone`] : []),
        ...(failed.length > 0 ? [`${failed.length} failed`] : [])
    ];
    return line('Torn down', parts.join(', '));
}
/** Returns as many decisions as fit in the output, as JSON. Without a result, nothing was changed. */
function fittingDecisions({ decisions }, result) {
    const failures = failuresOf(result);
    return (0,fitting/* fitting */._Q)(decisions, byImportance, fitting/* maxDeploymentsLength */.hN, decision => entryOf(decision, failures));
}
const failuresOf = (result) => new Map((result?.failed ?? []).map(({ deployment, why }) => [deployment, why]));
function entryOf({ deployment, action, reason }, failures) {
    const { nodeId, id, environment, sha, ref, task, state } = deployment;
    const failed = failures.get(deployment);
    return { node_id: nodeId, id, environment, sha, ref, task, state: state ?? null, action, because: reason, failed };
}
/** Returns the plan and its result for the job summary. Escapes all external text. */
function teardownSummary(plan, result, repo) {
    const title = result === undefined ? '<p>Dry run: nothing was written.</p>' : '';
    const overview = (0,html/* factTable */.Bu)(countsOf(plan, result));
    const deployments = plan.decisions.length === 0 ? '' : details(plan, result, repo);
    return `${title}${overview}${environmentsTable(plan, result, repo)}${deployments}\n`;
}
/** Returns the numbers of changes, or of planned changes in a dry run. Always includes the first number. */
function countsOf(plan, result) {
    const planned = (0,teardown_outcome/* plannedChanges */.I)(plan);
    const counts = result === undefined
        ? [
            ['Would deactivate', planned.deactivate.length],
            ['Would delete', planned.delete.length],
            ['Would delete environments', plan.environmentsToDelete.length]
        ]
        : [
            ['Deactivated', result.deactivated.length],
            ['Deleted', result.deleted.length],
            ['Environments deleted', result.environments.length],
            ['Failed', result.failed.length]
        ];
    counts.push(['Kept', withAction(plan, 'spare').length]);
    counts.push(['Unchanged', withAction(plan, 'none').length + plan.more]);
    return counts.filter(([, count], place) => place === 0 || count > 0);
}
/** Returns a table of environments: deleted together with their deployments, or kept. */
function environmentsTable(plan, result, repo) {
    const { environmentsToDelete, environmentsToKeep } = plan;
    if (environmentsToDelete.length + environmentsToKeep.length === 0)
        return '';
    const outcome = (name) => {
        if (result === undefined)
            return ['delete', 'no deployment is kept'];
        if (result.environments.includes(name))
            return ['deleted', 'no deployment was kept'];
        const failure = result.failed.find(({ environment, deployment }) => deployment === undefined && environment === name);
        return ['not deleted', failure === undefined ? 'see the log' : `failed: ${failure.why}`];
    };
    const rows = [
        ...environmentsToDelete.map(name => ({ name, cells: outcome(name) })),
        ...environmentsToKeep.map(({ name, reason }) => ({ name, cells: ['keep', reason] }))
    ];
    return (0,fitting/* fittingTable */.kR)(['Environment', 'Action', 'Reason'], rows, ({ name, cells }) => [
        (0,html/* link */.nf)((0,html/* environmentPage */.xs)(repo, name), name),
        ...cells.map(html/* escape */.ih)
    ]);
}
function details(plan, result, repo) {
    const failures = failuresOf(result);
    const total = plan.decisions.length + plan.more;
    const body = (0,fitting/* fittingTable */.kR)(['Environment', 'Task', 'Commit', 'Created', 'State', 'Action', 'Reason'], plan.decisions.toSorted(byImportance), ({ deployment, action, reason }) => {
        const { environment, task, sha, createdAt, state } = deployment;
        const failed = failures.get(deployment);
        return [
            (0,html/* link */.nf)((0,html/* environmentPage */.xs)(repo, environment), environment),
            (0,html/* escape */.ih)(task),
            (0,html/* link */.nf)(`${repo}/commit/${sha}`, (0,domain_deployment/* shortRef */.m3)(sha)),
            (0,html/* escape */.ih)(`${createdAt} (${age(deployment, plan)})`),
            (0,html/* marked */.xI)(state, 'no status'),
            words[action],
            (0,html/* escape */.ih)(failed === undefined ? reason : `failed: ${failed}`)
        ];
    }, total);
    return total > fitting/* maxUnfolded */.Y$ ? `<details><summary>${(0,list/* counted */.hS)(total, 'deployment')}</summary>${body}</details>` : body;
}

;// CONCATENATED MODULE: ../action/teardown-report.ts






/** Maximum number of environments that a heading names. */
const maxNamed = 3;
/** Returns the part of the report that shows the plan and the result of a teardown. */
const teardownReport = (command, report) => ({
    plan: plan => {
        patternLines(plan).forEach(line => report.runner.info(line));
        (0,fitting/* printList */.a)(report.runner, planHeadline(plan), planLines(plan));
        keptByNumberLine(plan).forEach(line => report.runner.info(line));
        if (isSweep(command.target))
            onlyFailedLine(plan).forEach(line => report.runner.info(line));
    },
    tornDown: (plan, result) => {
        writeOutputs(plan, result, report.runner);
        report.summarizeAs(`${(0,html/* heading */.R_)(teardownHeading(command, plan))}${teardownSummary(plan, result, report.repo)}`);
    }
});
function writeOutputs(plan, result, runner) {
    const environments = (0,fitting/* fitting */._Q)((0,teardown_outcome/* clearedEnvironments */.v)(plan, result), fitting/* inOrder */.al, fitting/* maxEnvironmentsLength */.DK, name => name);
    const deployments = fittingDecisions(plan, result);
    runner.output('deactivated', String(result?.deactivated.length ?? 0));
    runner.output('deleted', String(result?.deleted.length ?? 0));
    runner.output('environments', (0,fitting/* inJson */.kD)(environments));
    runner.output('deployments', (0,fitting/* inJson */.kD)(deployments));
    if (!isIdle(plan))
        runner.info(resultLine(result));
    const left = plan.decisions.length + plan.more - deployments.length;
    if (left === 0)
        return;
    runner.info(`The output "deployments" has no room for ${left} of them. Unchanged ones are left out first.`);
}
/** Whether the teardown goes by a pattern, so you do not name each environment. */
const isSweep = (target) => target.by === 'environments' && (0,pattern/* hasPatterns */.__)(target.lines);
/** Returns the heading of the job summary for a teardown or its dry run. */
function teardownHeading({ target, dryRun }, plan) {
    const what = target.by === 'id'
        ? `Teardown of deployment ${target.id}`
        : `${isSweep(target) ? 'Sweep' : 'Teardown'} of ${(0,list/* inShort */.wZ)(target.lines, maxNamed)}`;
    return `${what}${dryRun ? ' (dry run)' : ''}${isIdle(plan) ? ': nothing to do' : ''}`;
}


/***/ }),

/***/ 2359:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ plannedChanges),
/* harmony export */   v: () => (/* binding */ clearedEnvironments)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(289);

/** Returns the deployments that a teardown changes if nothing fails. */
function plannedChanges({ decisions }) {
    const planned = decisions.filter(({ action }) => action === 'deactivate' || action === 'delete');
    return {
        deactivate: planned.map(({ deployment }) => deployment).filter(({ state }) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isLive */ .DG)(state)),
        delete: planned.filter(({ action }) => action === 'delete').map(({ deployment }) => deployment)
    };
}
/**
 * Returns the environments that the teardown changed and that have no live deployment left. Without a result, the plan
 * counts as done.
 */
function clearedEnvironments(plan, result) {
    const planned = plannedChanges(plan);
    const done = result ?? {
        deactivated: planned.deactivate,
        deleted: planned.delete,
        environments: plan.environmentsToDelete
    };
    const changed = new Set([...done.deactivated, ...done.deleted]);
    const failed = new Set(result?.failed.map(({ deployment }) => deployment));
    const remains = ({ deployment, action }) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isLive */ .DG)(deployment.state) && (action === 'spare' || (failed.has(deployment) && !changed.has(deployment)));
    const live = new Set(plan.decisions.filter(remains).map(({ deployment }) => deployment.environment.toLowerCase()));
    const touched = new Set([...[...changed].map(({ environment }) => environment), ...done.environments].map(lowerCase));
    return plan.environments.filter(name => touched.has(name.toLowerCase()) && !live.has(name.toLowerCase()));
}
const lowerCase = (text) => text.toLowerCase();


/***/ })

};
;