"use strict";
exports.id = 5;
exports.ids = [5,334];
exports.modules = {

/***/ 6220:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ inNaturalOrder)
/* harmony export */ });
/** Compares names as people sort them, ignoring case: `pr-2` before `pr-10`. */
const inNaturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' }).compare;


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


/***/ }),

/***/ 8008:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fn: () => (/* binding */ environmentHasNoAddress),
/* harmony export */   Gc: () => (/* binding */ environmentInUse),
/* harmony export */   hM: () => (/* binding */ environmentsNotDeleted)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);


/** Somebody deployed to an environment during the teardown. */
const environmentInUse = ({ name }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Environment ${name} stays: it has a deployment that was not deleted here.`, 'environment-in-use');
/** GitHub refuses to delete environments. Some of them may not exist. */
const environmentsNotDeleted = ({ refused, unknown }) => {
    const names = (0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(refused.map(({ name }) => name));
    const answers = new Set(refused.map(({ answer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .inWords */ .r4)(answer)));
    const maybe = unknown.length === 0
        ? ''
        : ` Not known to exist: ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(unknown)}. To look it up, add "permissions: actions: read" to the job.`;
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not delete ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(refused.length, 'environment')}: ${names}. GitHub says: ${[...answers].join(', ')}. Deleting an environment needs administration: write, which GITHUB_TOKEN never has: set "environment-token" to a token that has it.${maybe} Everything else is done.`, 'environments-not-deleted');
};
/** The name of an environment cannot be part of a URL path. */
const environmentHasNoAddress = ({ name }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub's REST API has no address for an environment called "${name}".`, 'Look at it in the settings of the repository.', 'environment-has-no-address');


/***/ }),

/***/ 6888:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ pullRequestsNotReadable),
/* harmony export */   Y: () => (/* binding */ replacedHeadsUnknown)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** The token cannot read pull requests. */
const pullRequestsNotReadable = ({ answer }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy({ doing: 'read the open pull requests', answer }, 'Add "permissions: pull-requests: read" and "contents: read" to the job.', 'pull-requests-not-readable');
/** The open pull requests were read with REST, which does not show which commits a force push replaced. */
const replacedHeadsUnknown = () => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)("GitHub's REST API does not show commits that a force push replaced. A deployment of such a commit is kept only if its environment or task has the number or the branch of the pull request in its name.", 'replaced-heads-unknown');


/***/ }),

/***/ 7334:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  resolveEnvironments: () => (/* binding */ resolveEnvironments)
});

// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
;// CONCATENATED MODULE: ../messages/environment-patterns.ts

/** The token may not list the environments, and there are too many deployments to find all names. */
const patternsNotResolved = ({ deployments }) => new problem/* Problem */.AF(`Could not resolve the patterns: the token may not list the environments, and ${deployments.toLocaleString('en')} deployments did not show all of them.`, 'Add "permissions: actions: read" to the job, or name the environments without patterns.', 'patterns-not-resolved');
/** An exclusion matches no environment, and a pattern matches everything. The exclusion may be a typo. */
const exclusionMatchesNothing = ({ exclusions, pattern }) => new problem/* Problem */.AF(`No existing environment matches the exclusion ${exclusions.map(line => `"${line}"`).join(' or ')}, and "${pattern}" matches every environment.`, 'Nothing was changed. Correct the exclusion, or remove it if it is not needed.', 'exclusion-matches-nothing');
/** A pattern matches everything, and all lines that start with `!` are names of existing environments. */
const nothingExcluded = ({ pattern }) => new problem/* Problem */.AF(`No line excludes anything from "${pattern}": the lines that start with "!" are names of existing environments.`, 'Nothing was changed. Add a line for each environment that must stay.', 'nothing-excluded');

// EXTERNAL MODULE: ../domain/pattern.ts
var pattern = __webpack_require__(8286);
// EXTERNAL MODULE: ../../node_modules/picomatch/index.js
var picomatch = __webpack_require__(1026);
var picomatch_default = /*#__PURE__*/__webpack_require__.n(picomatch);
// EXTERNAL MODULE: ../domain/natural-order.ts
var natural_order = __webpack_require__(6220);
;// CONCATENATED MODULE: ../domain/selection.ts



/** Names with a leading dot are ordinary names. `a/**` matches only names below `a`, and `{1..3}` matches nothing. */
// Stryker disable next-line BooleanLiteral: without `windows`, only Windows behaves differently
const options = { dot: true, strictSlashes: true, windows: false, expandRange: () => '(?!)' };
/**
 * Returns the environments that the lines select. A line is a name, a pattern, or an exclusion with a leading `!`. A
 * line that equals an existing name is always that name, regardless of its characters. A name that does not exist is
 * also selected, because it may still have deployments. Case is ignored. In a teardown, no pattern matches
 * `production`. If one of the patterns matches everything, no pattern matches `github-pages` either.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 *
 * @param existing the known names, as GitHub writes them
 */
function selectEnvironments(lines, existing, use = 'teardown') {
    const known = byKey(existing);
    const literalOnly = boundless(lines, known).length > 0 ? protectedAlways : protectedFromPatterns;
    const isProtected = (key) => use === 'teardown' && literalOnly.includes(key);
    const selected = new Map();
    for (const line of lines) {
        const key = line.toLowerCase();
        const name = known.get(key);
        if (name === undefined && (0,pattern/* isExclusion */.VB)(line))
            continue;
        if (name !== undefined || !(0,pattern/* isPattern */.Pt)(line))
            selected.set(key, name ?? line);
        else {
            const isMatch = matcher(key);
            for (const [other, found] of known)
                if (isMatch(other) && !isProtected(other))
                    selected.set(other, found);
        }
    }
    const excludes = exclusions(lines, known).map(line => exclusion(line, known));
    return [...selected].filter(([key]) => !excludes.some(isExcluded => isExcluded(key))).map(([, name]) => name);
}
const protectedFromPatterns = ['production'];
const protectedAlways = ['production', 'github-pages'];
/** Returns the names that each pattern that matches everything selects in a teardown. */
function matchesOfBoundless(lines, existing) {
    const known = byKey(existing);
    const excluded = exclusions(lines, known);
    return boundless(lines, known).map(pattern => ({
        pattern,
        names: selectEnvironments([pattern, ...excluded], existing).sort(natural_order/* inNaturalOrder */.L)
    }));
}
/** Returns the exclusions that match no existing environment. Each may be a typo. */
function idleExclusions(lines, existing) {
    const known = byKey(existing);
    return exclusions(lines, known).filter(line => ![...known.keys()].some(exclusion(line, known)));
}
/** Whether any of the lines is an exclusion. A line that equals an existing name is not an exclusion. */
const hasExclusions = (lines, existing) => exclusions(lines, byKey(existing)).length > 0;
const byKey = (names) => new Map(names.map(name => [name.toLowerCase(), name]));
const boundless = (lines, known) => lines.filter(line => (0,pattern/* isBoundless */.OZ)(line) && !known.has(line.toLowerCase()));
const exclusions = (lines, known) => lines.filter(line => (0,pattern/* isExclusion */.VB)(line) && !known.has(line.toLowerCase()));
/** Returns a test for the names that a line with a leading `!` excludes. */
function exclusion(line, known) {
    const key = line.slice(1).toLowerCase();
    return (0,pattern/* isPattern */.Pt)(key) && !known.has(key) ? matcher(key) : other => other === key;
}
/** Replacement for a literal `\`. With several `\` in a row, the library would run forever. */
const backslash = '\uE000';
function matcher(pattern) {
    const isMatch = picomatch_default()(quoted(spread(pattern)), options);
    return key => isMatch(key.replaceAll('\\', backslash));
}
/**
 * Rewrites each `**` that shares its path segment with other characters, so that it also matches `/`. The library would
 * treat it as `*`.
 */
function spread(pattern) {
    return pattern.replaceAll(/\\.|\[[^\]]*\]|\*{2,}/gs, (found, place) => {
        const isWhole = /^[/{,]?$/.test(pattern[place - 1] ?? '') && /^[/},]?$/.test(pattern[place + found.length] ?? '');
        return found.startsWith('*') && !isWhole ? '{*,*/**/*}' : found;
    });
}
/**
 * Returns the pattern for the library, which supports more syntax than this action documents. Groups, quantifiers,
 * quotes and a leading `./` are escaped, because they are plain text here. An ordinary character after a `\` is also
 * plain text.
 */
function quoted(pattern) {
    return pattern
        .replace(/^[!.]/, '\\$&')
        .replaceAll(/\\(.)|\\|\[!|(?<!\[)\^|[()|+@$"]/gsu, (found, escaped) => {
        if (found === '\\' || escaped === '\\')
            return backslash;
        if (found === '[!')
            return '[^';
        if (escaped === undefined)
            return `\\${found}`;
        return /[\p{L}\p{N}\p{So}_]/u.test(escaped) ? escaped : found;
    });
}

;// CONCATENATED MODULE: ../operations/environment-names.ts



/** Maximum number of pages of deployments to read for the names of their environments. */
const maxPagesOfNames = 50;
/**
 * Resolves lines to names. Lists the environments only if a pattern needs it.
 *
 * @throws Problem if a teardown could affect every environment by mistake
 */
async function resolveEnvironments(lines, use, ports) {
    if (!(0,pattern/* hasPatterns */.__)(lines))
        return { names: selectEnvironments(lines, [], use), boundless: [] };
    const listed = await ports.github.environments();
    const known = listed ?? (await namesOfDeployments(ports));
    const boundless = use === 'teardown' ? matchesOfBoundless(lines, known) : [];
    if (boundless[0] !== undefined)
        demandExclusions(lines, known, boundless[0]);
    return { names: selectEnvironments(lines, known, use), boundless };
}
/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, report }) {
    const text = 'The token may not list the environments, so their names are taken from the deployments.';
    report.info(text);
    const names = new Set();
    let pages = 0;
    let deployments = 0;
    for await (const page of github.deployments({})) {
        if (++pages > maxPagesOfNames)
            throw patternsNotResolved({ deployments });
        for (const { environment } of page)
            names.add(environment);
        deployments += page.length;
    }
    return [...names];
}
/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(lines, known, { pattern }) {
    const exclusions = idleExclusions(lines, known);
    if (exclusions.length > 0)
        throw exclusionMatchesNothing({ exclusions, pattern });
    if (!hasExclusions(lines, known))
        throw nothingExcluded({ pattern });
}


/***/ }),

/***/ 5386:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  teardown: () => (/* binding */ teardown)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../messages/job-record.ts
var job_record = __webpack_require__(3345);
// EXTERNAL MODULE: ../messages/list.ts
var list = __webpack_require__(30);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
;// CONCATENATED MODULE: ../messages/teardown.ts


/** A teardown tried everything, but could not change some deployments or environments. */
const teardownIncomplete = ({ operation, failed, reasons }) => {
    const more = reasons.length - list/* maxNamed */.gi;
    const lines = [...reasons.slice(0, list/* maxNamed */.gi), ...(more > 0 ? [`and more, for ${more} other reasons`] : [])];
    return new problem/* Problem */.AF(`The teardown is not complete: ${failed === 1 ? 'One could' : `${failed} could`} not be ${operation === 'delete' ? 'deleted' : 'deactivated'}.\n- ${lines.join('\n- ')}\n`, 'Everything else is done. Run it again for the rest.', 'teardown-incomplete');
};
/** The deployment to delete does not exist. */
const deploymentDoesNotExist = ({ id }) => (0,problem/* notice */.lm)(`Deployment ${id} does not exist, so there is nothing to delete.`, 'deployment-does-not-exist');

// EXTERNAL MODULE: ../domain/run.ts
var domain_run = __webpack_require__(8097);
;// CONCATENATED MODULE: ../domain/filters.ts

/**
 * Returns the rules that keep deployments of one environment. The first rule that applies gives the reason.
 *
 * @param environment its name
 * @param listed all its deployments, the newest first
 * @param now milliseconds since 1970, by GitHub's clock
 */
function rulesFor(environment, listed, { task, states, olderThanMs, keep, keepOpenPullRequests }, { openPullRequests, jobsOwn }, now) {
    const rules = [
        ({ nodeId }) => (jobsOwn.has(nodeId) ? { text: "it is GitHub's own record for this job" } : undefined)
    ];
    if (task !== undefined)
        rules.push(ofOtherTask(task));
    if (keepOpenPullRequests) {
        rules.push(perTask(listed, (ofTask, task) => {
            const reason = whyOpen({ environment, task, shas: ofTask.map(({ sha }) => sha) }, openPullRequests);
            return () => reason;
        }));
    }
    if (keep !== undefined)
        rules.push(perTask(listed, ofTask => amongNewest(ofTask, keep)));
    if (olderThanMs !== undefined)
        rules.push(tooYoung(olderThanMs, now));
    if (states.length > 0)
        rules.push(inOtherState(states));
    return rules;
}
function ofOtherTask(wanted) {
    return ({ task }) => (task === wanted ? undefined : { text: `its task is ${task}, not ${wanted}` });
}
/** Applies a rule to the deployments of each task separately. */
function perTask(listed, ruleFor) {
    const tasks = Map.groupBy(listed, ({ task }) => task);
    const rules = new Map([...tasks].map(([task, ofTask]) => [task, ruleFor(ofTask, task)]));
    // Stryker disable next-line OptionalChaining: the map contains the task of every deployment.
    return one => rules.get(one.task)?.(one);
}
/** Returns why an environment and task belongs to an open pull request, or `undefined` if it does not. */
function whyOpen(part, openPullRequests) {
    const belonging = openPullRequests.find(part);
    if (belonging === undefined)
        return undefined;
    const pullRequest = `the open pull request #${belonging.number}`;
    switch (belonging.by) {
        case 'commit':
            return { text: `a commit of its environment and task belongs to ${pullRequest}` };
        case 'branch':
            return { text: `the environment or task has the name of the branch of ${pullRequest}` };
        case 'number':
            return { text: `the environment or task has the number of ${pullRequest} in its name`, isByNumber: true };
    }
}
/**
 * Keeps the newest deployments and the newest success. Also keeps deployments from the same second as the last one
 * kept, because their order is unknown.
 */
function amongNewest(listed, keep) {
    const last = keep > 0 ? (listed[keep - 1] ?? listed.at(-1)) : undefined;
    const newestSuccess = listed.find(({ state }) => state === 'success')?.createdAt;
    return ({ state, createdAt }) => {
        if (last !== undefined && createdAt >= last.createdAt) {
            return { text: `it is among the newest ${keep} of its environment and task` };
        }
        const isNewestSuccess = state === 'success' && createdAt === newestSuccess;
        return isNewestSuccess ? { text: 'it is the newest successful one of its environment and task' } : undefined;
    };
}
/** Keeps deployments that are too young. Also keeps a deployment of unknown age, because it may be too young. */
function tooYoung(olderThan, now) {
    const reason = { text: `it is not older than ${(0,domain_deployment/* duration */.p0)(olderThan)}` };
    return ({ createdAt }) => (now - Date.parse(createdAt) > olderThan ? undefined : reason);
}
function inOtherState(states) {
    return ({ state }) => (0,domain_deployment/* isInState */.v2)(state, states) ? undefined : { text: `it is ${state ?? 'without a status'}, not ${states.join(' or ')}` };
}

// EXTERNAL MODULE: ../domain/natural-order.ts
var natural_order = __webpack_require__(6220);
;// CONCATENATED MODULE: ../domain/open-pull-requests.ts
/** Finds the open pull request that an environment and task belongs to. */
class OpenPullRequests {
    #byCommit;
    /** Numbers by the name of the branch, in the form of `slug`. */
    #byBranch;
    #numbers;
    constructor(open) {
        this.#byCommit = new Map(open.flatMap(({ number, commits }) => commits.map(sha => [sha, number])));
        const branches = open.map(({ branch = '', number }) => [slug(branch), number]);
        this.#byBranch = new Map(branches.filter(([branch]) => branch !== ''));
        this.#numbers = new Set(open.map(({ number }) => number));
    }
    /** Returns the surest sign: a commit, then the name of a branch, then a number, which may be a coincidence. */
    find({ environment, task, shas }) {
        const [byCommit] = shas.flatMap(sha => this.#byCommit.get(sha) ?? []);
        if (byCommit !== undefined)
            return { by: 'commit', number: byCommit };
        const [byBranch] = [environment, task].flatMap(endings).flatMap(ending => this.#byBranch.get(ending) ?? []);
        if (byBranch !== undefined)
            return { by: 'branch', number: byBranch };
        const byNumber = numbersIn([environment, task]).find(number => this.#numbers.has(number));
        return byNumber === undefined ? undefined : { by: 'number', number: byNumber };
    }
}
/** Returns a name as it is often written in host names: in lower case, and `-` for everything but letters and digits. */
const slug = (name) => name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
/** Returns the slug of a name and every part of it that follows a `-`, the longest first. */
function endings(name) {
    const words = slug(name).split('-');
    return words.map((_, place) => words.slice(place).join('-'));
}
/** A number after the word `pr`, `pull` or `mr`: `pr-12`, `PR #12`, `pr12-api`. */
const afterWord = /(?<!\p{L})(?:pr|pull|mr)[ \-_/#.]{0,2}(\d+)/giu;
/** A whole number that is not part of a word, a version or a SHA: `preview/12`, but not `v12`, `1.12` or `05`. */
const onItsOwn = /(?<![\p{L}\d]|\d\.)[1-9]\d*(?![\p{L}\d]|\.\d)/gu;
/**
 * Returns the numbers in names that may be a pull request. If a number follows the word `pr`, `pull` or `mr`, all other
 * numbers mean something else, such as the region in `pr-12-eu-west-1`.
 */
function numbersIn(names) {
    const named = names.flatMap(name => Array.from(name.matchAll(afterWord), ([, digits]) => Number(digits)));
    if (named.length > 0)
        return named;
    return names.flatMap(name => Array.from(name.matchAll(onItsOwn), ([digits]) => Number(digits)));
}

;// CONCATENATED MODULE: ../domain/teardown.ts




/** Whether a decision can depend on deployments that are not live: on their number, their age or their commit. */
const needsHistory = ({ operation, filters }) => operation === 'delete' || filters.keep !== undefined || filters.keepOpenPullRequests;
/**
 * Decides about each deployment of the requested environments only.
 *
 * @param now milliseconds since 1970, by GitHub's clock
 */
function planTeardown(aim, survey, now) {
    const openPullRequests = new OpenPullRequests(survey.openPullRequests);
    const environments = byName(survey).map(environment => planEnvironment(environment, aim, { ...survey, openPullRequests }, now));
    const targets = aim.deleteEnvironment ? environments.filter(({ isMissing }) => !isMissing) : [];
    const left = aim.operation === 'delete' ? [] : environments.filter(({ hasOnlyFailed }) => hasOnlyFailed);
    return {
        madeAtMs: now,
        environments: environments.map(({ name }) => name),
        decisions: environments.flatMap(({ decisions }) => decisions),
        more: survey.more,
        environmentsToDelete: targets.filter(isEmptied).map(({ name }) => name),
        environmentsToKeep: targets
            .filter(environment => !isEmptied(environment))
            .map(environment => ({ name: environment.name, reason: whyItStays(environment) })),
        onlyFailed: left.map(({ name }) => name),
        keptByNumber: environments.reduce((sum, environment) => sum + keptByNumberIn(environment), 0),
        missing: environments.filter(({ isMissing }) => isMissing).map(({ name }) => name),
        boundless: survey.boundless
    };
}
function planEnvironment({ name, deployments }, { operation, filters, deleteEnvironment }, known, now) {
    const rules = rulesFor(name, deployments, filters, known, now);
    const wouldDelete = (one) => decide(one, 'delete', rules).action === 'delete';
    const isMissing = known.missing.has(name.toLowerCase());
    const isEmpty = deleteEnvironment && deployments.length === 0 && !isMissing;
    const isNameEnough = isEmpty && filters.keepOpenPullRequests;
    return {
        name,
        isMissing,
        decisions: deployments.map(one => decide(one, operation, rules)),
        hasOnlyFailed: deployments.every(hasFailed) && deployments.some(wouldDelete),
        keptByName: isNameEnough ? whyOpen({ environment: name, task: '', shas: [] }, known.openPullRequests) : undefined
    };
}
const isEmptied = ({ decisions, keptByName }) => keptByName === undefined && decisions.every(({ action }) => action === 'delete');
/** Returns the number of tasks that only a number keeps, or 1 for an environment without deployments. */
function keptByNumberIn({ decisions, keptByName }) {
    const tasks = new Set(decisions.filter(({ isByNumber }) => isByNumber).map(({ deployment }) => deployment.task));
    return keptByName?.isByNumber === true ? 1 : tasks.size;
}
const hasFailed = ({ state }) => state === 'failure' || state === 'error';
function whyItStays({ decisions, keptByName }) {
    if (keptByName !== undefined)
        return keptByName.text;
    const reasons = decisions.filter(({ action }) => action === 'spare').map(({ reason }) => reason);
    const count = reasons.length === 1 ? '1 deployment is kept' : `${reasons.length} deployments are kept`;
    return `${count}: ${reasons[0] ?? ''}`;
}
/** Returns the requested environments with their deployments, in an order that does not depend on the reading. */
function byName({ environments, deployments }) {
    const found = new Map(environments.map(name => [name.toLowerCase(), { name, deployments: new Map() }]));
    for (const deployment of deployments) {
        found.get(deployment.environment.toLowerCase())?.deployments.set(deployment.nodeId, deployment);
    }
    return [...found]
        .sort(([one], [other]) => (0,natural_order/* inNaturalOrder */.L)(one, other))
        .map(([, environment]) => {
        const sorted = [...environment.deployments.values()].sort(newestFirst);
        return { name: sorted[0]?.environment ?? environment.name, deployments: sorted };
    });
}
const newestFirst = (one, other) => other.createdAt.localeCompare(one.createdAt) || one.nodeId.localeCompare(other.nodeId);
function decide(deployment, operation, rules) {
    const state = deployment.state ?? 'without a status';
    const isNow = (0,domain_deployment/* isLive */.DG)(deployment.state) ? `it is live (${state})` : `it is not live (${state})`;
    if (operation === 'deactivate' && !(0,domain_deployment/* isLive */.DG)(deployment.state))
        return { deployment, action: 'none', reason: isNow };
    const reasons = rules.flatMap(rule => rule(deployment) ?? []);
    const [first] = reasons;
    if (first !== undefined) {
        const decision = { deployment, action: 'spare', reason: first.text };
        return reasons.every(({ isByNumber }) => isByNumber === true) ? { ...decision, isByNumber: true } : decision;
    }
    if (operation === 'deactivate')
        return { deployment, action: 'deactivate', reason: isNow };
    return {
        deployment,
        action: 'delete',
        reason: (0,domain_deployment/* isLive */.DG)(deployment.state) ? `${isNow}, so it is deactivated first` : isNow
    };
}

// EXTERNAL MODULE: ../messages/environments.ts
var environments = __webpack_require__(8008);
;// CONCATENATED MODULE: ../operations/progress.ts
/** Number of steps between two lines of progress, or a tenth of all steps if that is more. */
const minStep = 100;
/** Time after which a line of progress follows even if fewer steps are done. */
const maxSilenceMs = 15_000;
/** Returns a function to call after each step of a long list of writes. It reports the progress at regular intervals. */
function progressOf(what, total, { clock, github, report }) {
    let reportedCount = 0;
    let reportedAtMs;
    return doneCount => {
        reportedAtMs ??= clock.now();
        const isFar = doneCount - reportedCount >= Math.max(minStep, total / 10);
        if (doneCount >= total || (!isFar && clock.now() - reportedAtMs < maxSilenceMs))
            return;
        reportedCount = doneCount;
        reportedAtMs = clock.now();
        const text = `Progress    ${doneCount} of ${total} ${what}, ${github.requests} requests so far`;
        report.info(text);
    };
}

// EXTERNAL MODULE: ../messages/pull-requests.ts
var pull_requests = __webpack_require__(6888);
// EXTERNAL MODULE: ../operations/environment-names.ts + 2 modules
var environment_names = __webpack_require__(7334);
;// CONCATENATED MODULE: ../operations/survey.ts




/** Maximum number of deployments to keep for outputs and summary if they are not live and no decision needs them. */
const maxHistory = 1000;
/** Empty survey. */
const nothingFound = {
    environments: [],
    deployments: [],
    more: 0,
    openPullRequests: [],
    jobsOwn: new Set(),
    missing: new Set(),
    boundless: []
};
/** Reads the deployments and environments that a teardown needs, and no others. */
async function survey({ operation, target, filters, deleteEnvironment }, ports) {
    if (target.by === 'id') {
        const listed = await ports.github.listed(target.id);
        const jobsOwn = (0,domain_deployment/* isJobsOwn */.fW)(listed, ports.run) ? [listed.nodeId] : [];
        return {
            ...nothingFound,
            environments: [listed.environment],
            deployments: [listed],
            jobsOwn: new Set(jobsOwn)
        };
    }
    const selected = await (0,environment_names.resolveEnvironments)(target.lines, 'teardown', ports);
    const most = needsHistory({ operation, filters }) ? Infinity : maxHistory;
    const found = await listAll(selected.names, ports, most);
    const missing = new Set();
    for (const name of selected.names.filter(each => !found.names.has(each.toLowerCase()))) {
        if ((await ports.github.existence(name)) === 'missing')
            missing.add(name.toLowerCase());
    }
    // Without deployments, the name of an environment to delete still tells whether it belongs to a pull request.
    const isNeeded = found.deployments.length > 0 || (deleteEnvironment && selected.names.length > 0);
    const openPullRequests = filters.keepOpenPullRequests && isNeeded ? await openPullRequestsOf(ports) : [];
    return {
        environments: selected.names,
        deployments: found.deployments,
        more: found.more,
        openPullRequests,
        jobsOwn: found.jobsOwn,
        missing,
        boundless: selected.boundless
    };
}
async function openPullRequestsOf({ github, report }) {
    const { open, hasReplacedHeads } = await github.openPullRequests();
    if (open.length > 0 && !hasReplacedHeads)
        report.note((0,pull_requests/* replacedHeadsUnknown */.Y)());
    return open;
}
/** @param most maximum number of deployments to keep that are not live */
async function listAll(environments, { github, run }, most = Infinity) {
    const deployments = [];
    const jobsOwn = new Set();
    const names = new Set();
    let history = 0;
    for await (const page of github.survey(environments)) {
        for (const summary of page) {
            names.add(summary.environment.toLowerCase());
            if ((0,domain_deployment/* isLive */.DG)(summary.state) || ++history <= most)
                deployments.push(summary);
            if ((0,domain_deployment/* isJobsOwn */.fW)(summary, run))
                jobsOwn.add(summary.nodeId);
        }
    }
    return { deployments, more: Math.max(0, history - most), jobsOwn, names };
}

;// CONCATENATED MODULE: ../operations/environment-deletion.ts





/** Deletes environments without deployments. If GitHub refuses, warns and keeps all other results. */
class EnvironmentDeletion {
    #result;
    #ports;
    /** Deployments that the environments had before the teardown. */
    #deployments;
    /** @param result collects deleted environments and failures */
    constructor(result, { deployments }, ports) {
        this.#result = result;
        this.#deployments = deployments;
        this.#ports = ports;
    }
    async run(doomed, environmentAdmin) {
        const names = await this.#uninhabited(this.withoutFailures(doomed));
        if (names.length === 0)
            return;
        const reached = progressOf('environments deleted', names.length, this.#ports);
        const admin = environmentAdmin();
        const refused = new Map();
        for (const [place, name] of names.entries()) {
            try {
                await admin.deleteEnvironment(name);
                this.#result.environments.push(name);
            }
            catch (error) {
                if (!(error instanceof problem/* Problem */.AF))
                    throw error;
                if (isRefusal(error)) {
                    refused.set(name, error);
                    continue;
                }
                this.fail([name], (0,problem/* explain */.WE)(error));
                if (!isRateLimit(error))
                    continue;
                this.fail(names.slice(place + 1));
                break;
            }
            reached(place + 1);
        }
        await this.#reportRefused(refused);
    }
    /** Returns the environments without failed deployments. */
    withoutFailures(names) {
        const failed = new Set(this.#result.failed.map(({ environment }) => environment.toLowerCase()));
        return names.filter(name => !failed.has(name.toLowerCase()));
    }
    fail(names, why = 'not attempted') {
        this.#result.failed.push(...names.map(environment => ({ environment, why })));
    }
    /** Returns the environments without deployments. Reads them again because somebody may have deployed meanwhile. */
    async #uninhabited(names) {
        const found = await listAll(names, this.#ports).catch((error) => {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            this.fail(names, (0,problem/* explain */.WE)(error));
        });
        if (found === undefined)
            return [];
        // A replica may still show deleted deployments.
        const deleted = new Set(this.#result.deleted.map(({ nodeId }) => nodeId));
        const left = found.deployments.filter(({ nodeId }) => !deleted.has(nodeId));
        const inhabited = new Set(left.map(({ environment }) => environment.toLowerCase()));
        return names.filter(name => {
            const isInhabited = inhabited.has(name.toLowerCase());
            if (isInhabited)
                this.#ports.report.note((0,environments/* environmentInUse */.Gc)({ name }));
            return !isInhabited;
        });
    }
    /** Warns about environments that GitHub refuses to delete. If one does not exist, there is nothing to delete. */
    async #reportRefused(refused) {
        const staying = [];
        const unknown = [];
        for (const [name, { answer }] of refused) {
            const existence = await this.#existence(name);
            if (existence === 'missing') {
                this.#ports.report.info(`Environment ${name} does not exist, so there is nothing to delete.`);
                continue;
            }
            staying.push({ name, answer });
            if (existence === 'unknown')
                unknown.push(name);
        }
        if (staying.length > 0)
            this.#ports.report.note((0,environments/* environmentsNotDeleted */.hM)({ refused: staying, unknown }));
    }
    /** Whether an environment exists. If it had deployments and nothing shows that it is gone, it does. */
    async #existence(name) {
        const existence = await this.#ports.github.existence(name);
        const isInhabited = this.#deployments.some(({ environment }) => (0,domain_deployment/* sameEnvironment */.iE)(environment, name));
        return existence === 'unknown' && isInhabited ? 'exists' : existence;
    }
}
/** Whether the token may not delete the environment, or GitHub does not find it. */
const isRefusal = (error) => error instanceof problem/* GitHubProblem */.Jy && error.answer.limit === undefined && [401, 403, 404].includes(error.answer.status);
const isRateLimit = (error) => error instanceof problem/* GitHubProblem */.Jy && error.answer.limit !== undefined;

// EXTERNAL MODULE: ../domain/teardown-outcome.ts
var teardown_outcome = __webpack_require__(2359);
// EXTERNAL MODULE: ../operations/written.ts
var written = __webpack_require__(6713);
;// CONCATENATED MODULE: ../operations/teardown-writes.ts





const changes = ['deactivate', 'delete'];
/** Deactivates and deletes deployments as planned, and collects the results. A failure does not stop the rest. */
class TeardownWrites {
    result = { deactivated: [], deleted: [], gone: [], environments: [], failed: [] };
    #texts;
    #ports;
    /** Deployments without a result. */
    #left = { deactivate: new Set(), delete: new Set() };
    /** Reasons why GitHub had no answer. */
    #unanswered = new Map();
    /** Set if no further write can succeed. The rest is not attempted then. */
    stopped;
    constructor(texts, ports) {
        this.#texts = texts;
        this.#ports = ports;
    }
    /**
     * Deactivates before it deletes, because GitHub does not delete an active deployment while others exist. If GitHub has
     * no answer for a batch in time, the batch goes to the end of the queue, once.
     */
    async carryOut(plan) {
        const planned = (0,teardown_outcome/* plannedChanges */.I)(plan);
        const queue = [];
        for (const change of changes) {
            for (const deployment of planned[change])
                this.#left[change].add(deployment);
            queue.push(...(0,written/* inBatches */.o)(planned[change]).map(deployments => ({ change, deployments, isSecond: false })));
        }
        const reached = {
            deactivate: progressOf('deployments deactivated', planned.deactivate.length, this.#ports),
            delete: progressOf('deployments deleted', planned.delete.length, this.#ports)
        };
        try {
            for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
                const { change } = batch;
                queue.push(...(await this.#carryOut(batch, queue)));
                reached[change](planned[change].length - this.#left[change].size);
            }
        }
        catch (error) {
            if (!(error instanceof problem/* GitHubProblem */.Jy))
                throw error;
            this.stopped = error;
        }
        for (const deployment of new Set([...this.#left.deactivate, ...this.#left.delete])) {
            this.#fail(deployment, this.#unanswered.get(deployment) ?? 'not attempted');
        }
    }
    /** Carries out a batch while others wait. Returns what has to be done at the end. */
    async #carryOut({ change, deployments, isSecond }, others) {
        const left = deployments.filter(deployment => this.#left[change].has(deployment));
        // A deployment that is still active can only be deleted later.
        const active = change === 'delete' ? left.filter(deployment => this.#left.deactivate.has(deployment)) : [];
        const ready = left.filter(deployment => !active.includes(deployment));
        const isAwaited = others.some(other => other.deployments.some(deployment => !deployments.includes(deployment)));
        const options = { mayBeDone: isSecond, isAwaited: isSecond || isAwaited };
        const late = [];
        for await (const written of ready.length === 0 ? [] : this.#write(change, ready, options)) {
            if (written.result === 'unanswered')
                this.#unanswered.set(written.deployment, written.why);
            if (written.result === 'unanswered' && !isSecond)
                late.push(written.deployment);
            else
                this.#settle(change, written);
        }
        if (late.length > 0)
            this.#report(late.length);
        return [
            { change, deployments: late, isSecond: true },
            { change, deployments: active, isSecond: false }
        ].filter(batch => batch.deployments.length > 0);
    }
    #write(change, batch, options) {
        const { github, run } = this.#ports;
        if (change === 'delete')
            return github.delete(batch, options);
        const { description = (0,domain_deployment/* shortened */.vI)(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#texts;
        return github.end(batch, { state: 'inactive', description, logUrl }, options);
    }
    /** Records the result for one deployment. A deployment that could not be deactivated is not deleted. */
    #settle(change, written) {
        const { deployment, result } = written;
        this.#left[change].delete(deployment);
        if (result === 'done') {
            this.result[change === 'delete' ? 'deleted' : 'deactivated'].push(deployment);
            return;
        }
        this.#left.delete.delete(deployment);
        if ('why' in written)
            this.#fail(deployment, written.why);
        else
            this.result.gone.push(deployment);
    }
    #fail(deployment, why) {
        this.result.failed.push({ environment: deployment.environment, deployment, why });
    }
    #report(late) {
        const them = late === 1 ? 'One deployment is' : `${late} deployments are`;
        const text = `${them} left for the end: GitHub had no answer within a minute.`;
        this.#ports.report.info(text);
    }
}

;// CONCATENATED MODULE: ../operations/teardown.ts










/**
 * Deactivates live deployments in environments. With `delete`, then deletes the deployments and the environments. A
 * failure does not stop the rest.
 * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
 *
 * @throws Problem that lists all failures
 */
async function teardown(command, ports, teardownReport, environmentAdmin) {
    const { github, run, report } = ports;
    const found = await surveyOf(command, ports);
    const plan = planTeardown(command, found, github.now);
    teardownReport.plan(plan);
    const own = plan.decisions.find(({ deployment, action }) => action === 'spare' && found.jobsOwn.has(deployment.nodeId));
    if (own !== undefined) {
        const { environment } = own.deployment;
        report.note((0,job_record/* ownRecordKept */.kc)({ environment, isOnEnterpriseServer: (0,domain_run/* isOnEnterpriseServer */.qE)(run) }));
    }
    if (command.dryRun) {
        teardownReport.tornDown(plan);
        return;
    }
    const writes = new TeardownWrites(command, ports);
    const { result } = writes;
    const environments = new EnvironmentDeletion(result, found, ports);
    try {
        await writes.carryOut(plan);
        if (writes.stopped === undefined)
            await environments.run(plan.environmentsToDelete, environmentAdmin);
        else
            environments.fail(environments.withoutFailures(plan.environmentsToDelete));
    }
    finally {
        teardownReport.tornDown(plan, result);
    }
    if (result.failed.length === 0)
        return;
    if (writes.stopped !== undefined && result.deactivated.length + result.deleted.length === 0)
        throw writes.stopped;
    const { failed } = result;
    throw teardownIncomplete({ operation: command.operation, failed: failed.length, reasons: reasonsOf(failed) });
}
async function surveyOf(command, ports) {
    const { operation, target } = command;
    try {
        return await survey(command, ports);
    }
    catch (error) {
        const isGone = error instanceof problem/* GitHubProblem */.Jy && error.answer.status === 404;
        if (!isGone || operation !== 'delete' || target.by !== 'id')
            throw error;
        // GitHub also returns 404 if the token may not see the repository, but then this list fails, too.
        await ports.github.deployments({})[Symbol.asyncIterator]().next();
        ports.report.note(deploymentDoesNotExist({ id: target.id }));
        return nothingFound;
    }
}
/** Lists failures by reason. If reasons differ only in the request or the deployment, shows only the first one. */
function reasonsOf(failed) {
    const reasons = Object.values(Object.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, '')));
    return reasons.map((those = []) => {
        const names = those.map(({ environment, deployment }) => deployment === undefined ? `environment ${environment}` : `${(0,domain_deployment/* shortRef */.m3)(deployment.sha)} in ${environment}`);
        return `${(0,list/* inShort */.wZ)(names)}: ${those[0]?.why ?? ''}`;
    });
}


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