"use strict";
exports.id = 798;
exports.ids = [798,334];
exports.modules = {

/***/ 6220:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ inNaturalOrder)
/* harmony export */ });
/** Compares names as people sort them, ignoring case: `pr-2` before `pr-10`. */
const inNaturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' }).compare;


/***/ }),

/***/ 1886:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ needsHistory),
  U: () => (/* binding */ planTeardown)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
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


/***/ }),

/***/ 6888:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DH: () => (/* binding */ pullRequestsNotReadable),
/* harmony export */   Yk: () => (/* binding */ replacedHeadsUnknown),
/* harmony export */   mI: () => (/* binding */ pullRequestsEndless)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** The token cannot read pull requests. */
const pullRequestsNotReadable = ({ answer }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy({ doing: 'read the open pull requests', answer }, 'Add "permissions: pull-requests: read" and "contents: read" to the job.', 'pull-requests-not-readable');
/** The open pull requests were read with REST, which does not show which commits a force push replaced. */
const replacedHeadsUnknown = () => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)("GitHub's REST API does not show commits that a force push replaced. A deployment of such a commit is kept only if its environment or task has the number or the branch of the pull request in its name.", 'replaced-heads-unknown');
/** The list of open pull requests has more pages than the action reads. */
const pullRequestsEndless = () => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF("GitHub's list of the open pull requests does not end.", 'Name the environments of closed pull requests, without "keep-open-pull-requests".', 'pull-requests-endless');


/***/ }),

/***/ 4898:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pd: () => (/* binding */ teardownIncomplete),
/* harmony export */   WN: () => (/* binding */ deploymentsMoved),
/* harmony export */   xz: () => (/* binding */ deploymentDoesNotExist)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);


/** A teardown tried everything, but could not change some deployments or environments. */
const teardownIncomplete = ({ operation, failed, reasons }) => {
    const more = reasons.length - _list_js__WEBPACK_IMPORTED_MODULE_1__/* .maxNamed */ .gi;
    const lines = [...reasons.slice(0, _list_js__WEBPACK_IMPORTED_MODULE_1__/* .maxNamed */ .gi), ...(more > 0 ? [`and more, for ${more} other reasons`] : [])];
    return new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The teardown is not complete: ${failed === 1 ? 'One could' : `${failed} could`} not be ${operation === 'delete' ? 'deleted' : 'deactivated'}.\n- ${lines.join('\n- ')}\n`, 'Everything else is done. Run it again for the rest.', 'teardown-incomplete');
};
/** The deployment to delete does not exist. */
const deploymentDoesNotExist = ({ id }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)(`Deployment ${id} does not exist, so there is nothing to delete.`, 'deployment-does-not-exist');
/** A status moved deployments to other environments, but GitHub lists them under a requested name. */
const deploymentsMoved = ({ environments }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`GitHub lists deployments here that a status moved to another environment (${environments.join(', ')}). They are left alone. Add that name to "environment" to include them.`, 'deployments-moved');


/***/ }),

/***/ 7334:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  resolveEnvironments: () => (/* binding */ resolveEnvironments),
  L: () => (/* binding */ whatExists)
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

// EXTERNAL MODULE: ../ports.ts
var ports = __webpack_require__(5255);
;// CONCATENATED MODULE: ../operations/environment-names.ts





/**
 * Resolves lines to names. Lists the environments only if a pattern needs it.
 *
 * @throws Problem if a teardown could affect every environment by mistake
 */
async function resolveEnvironments(lines, use, ports) {
    if (!(0,pattern/* hasPatterns */.__)(lines))
        return { names: selectEnvironments(lines, [], use), isLookedUp: false, boundless: [] };
    const listed = await ports.github.environments();
    const known = listed ?? (await namesOfDeployments(ports));
    const boundless = use === 'teardown' ? matchesOfBoundless(lines, known) : [];
    if (boundless[0] !== undefined)
        demandExclusions(lines, known, boundless[0]);
    return {
        names: selectEnvironments(lines, known, use),
        isLookedUp: true,
        existing: listed && new Set(listed.map(name => name.toLowerCase())),
        boundless
    };
}
/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, report }) {
    const text = 'The token may not list the environments, so their names are taken from the deployments.';
    report.info(text);
    const names = new Set();
    let count = 0;
    for await (const page of github.deployments({})) {
        for (const { environment } of page)
            names.add(environment);
        count += page.length;
    }
    if (count < ports/* maxListed */.w9)
        return [...names];
    throw patternsNotResolved({ deployments: ports/* maxListed */.w9 });
}
/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(lines, known, { pattern }) {
    const exclusions = idleExclusions(lines, known);
    if (exclusions.length > 0)
        throw exclusionMatchesNothing({ exclusions, pattern });
    if (!hasExclusions(lines, known))
        throw nothingExcluded({ pattern });
}
/** Returns which names exist, and which do not. Looks up only names without deployments, one by one. */
async function whatExists({ names, isLookedUp, existing: listed }, withDeployments, { github }) {
    const existing = [];
    const missing = [];
    if (isLookedUp)
        return { existing, missing: names.filter(name => listed?.has(name.toLowerCase()) === false) };
    for (const name of names.filter(each => !withDeployments.has(each.toLowerCase()))) {
        const written = await github.environment(name).catch((error) => {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            return 'unknown';
        });
        // A token that may not read an environment may still read deployments, which show the spelling of its name.
        const spelling = written === 'unknown' ? await github.spelling(name) : written;
        if (spelling !== undefined)
            existing.push(spelling);
        else if (written !== 'unknown')
            missing.push(name);
    }
    return { existing, missing };
}


/***/ }),

/***/ 7798:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fr: () => (/* binding */ survey),
/* harmony export */   Sb: () => (/* binding */ nothingFound),
/* harmony export */   _w: () => (/* binding */ listAll),
/* harmony export */   qU: () => (/* binding */ deploymentsIn),
/* harmony export */   wf: () => (/* binding */ otherSpellings)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(289);
/* harmony import */ var _domain_teardown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1886);
/* harmony import */ var _messages_pull_requests_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6888);
/* harmony import */ var _messages_teardown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4898);
/* harmony import */ var _environment_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7334);





/** Maximum number of deployments to keep for outputs and summary if they are not live and no decision needs them. */
const maxHistory = 1000;
/** Empty survey. */
const nothingFound = {
    environments: [],
    deployments: [],
    more: 0,
    openPullRequests: [],
    jobsOwn: new Set(),
    existing: new Set(),
    missing: new Set(),
    boundless: []
};
/** Reads the deployments and environments that a teardown needs, and no others. */
async function survey({ operation, target, filters, deleteEnvironment }, ports) {
    if (target.by === 'id') {
        const listed = await ports.github.listed(target.id);
        const jobsOwn = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_4__/* .isJobsOwn */ .fW)(listed, ports.run) ? [listed.nodeId] : [];
        return {
            ...nothingFound,
            environments: [listed.environment],
            deployments: [listed],
            jobsOwn: new Set(jobsOwn)
        };
    }
    const selected = await (0,_environment_names_js__WEBPACK_IMPORTED_MODULE_3__.resolveEnvironments)(target.lines, 'teardown', ports);
    const most = (0,_domain_teardown_js__WEBPACK_IMPORTED_MODULE_0__/* .needsHistory */ .q)({ operation, filters }) ? Infinity : maxHistory;
    const found = await listAll(selected.names, ports, most);
    warnOfMoved(selected.names, found.names, ports);
    const { existing, missing } = await (0,_environment_names_js__WEBPACK_IMPORTED_MODULE_3__/* .whatExists */ .L)(selected, found.names, ports);
    const others = await listAll(otherSpellings(existing, selected), ports);
    const deployments = [...found.deployments, ...others.deployments];
    // Without deployments, the name of an environment to delete still tells whether it belongs to a pull request.
    const isNeeded = deployments.length > 0 || (deleteEnvironment && selected.names.length > 0);
    const openPullRequests = filters.keepOpenPullRequests && isNeeded ? await openPullRequestsOf(ports) : [];
    return {
        environments: selected.names,
        deployments,
        more: found.more,
        openPullRequests,
        jobsOwn: new Set([...found.jobsOwn, ...others.jobsOwn]),
        existing: lowerCase(selected.existing ?? existing),
        missing: lowerCase(missing),
        boundless: selected.boundless
    };
}
async function openPullRequestsOf({ github, report }) {
    const { open, hasReplacedHeads } = await github.openPullRequests();
    if (open.length > 0 && !hasReplacedHeads)
        report.note((0,_messages_pull_requests_js__WEBPACK_IMPORTED_MODULE_1__/* .replacedHeadsUnknown */ .Yk)());
    return open;
}
const lowerCase = (names) => new Set(Array.from(names, name => name.toLowerCase()));
/** Returns the names that GitHub spells neither as given nor in lower case. */
const otherSpellings = (existing, { names }) => existing.filter(name => !names.includes(name) && name !== name.toLowerCase());
/**
 * Returns all deployments of environments, newest first, one page at a time. Also requests each name in lower case,
 * because GitHub does not document whether its lists are case-sensitive. Elsewhere, environment names are not.
 */
const deploymentsIn = (environments, github) => github.survey([...new Set(environments.flatMap(name => [name, name.toLowerCase()]))]);
/** @param most maximum number of deployments to keep that are not live */
async function listAll(environments, { github, run }, most = Infinity) {
    const deployments = [];
    const jobsOwn = new Set();
    const names = new Set();
    let history = 0;
    for await (const page of deploymentsIn(environments, github)) {
        for (const summary of page) {
            names.add(summary.environment.toLowerCase());
            if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_4__/* .isLive */ .DG)(summary.state) || ++history <= most)
                deployments.push(summary);
            if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_4__/* .isJobsOwn */ .fW)(summary, run))
                jobsOwn.add(summary.nodeId);
        }
    }
    return { deployments, more: Math.max(0, history - most), jobsOwn, names };
}
/** Warns about deployments that a status moved to another environment, but that GitHub lists under a requested name. */
function warnOfMoved(environments, found, { report }) {
    const asked = new Set(environments.map(name => name.toLowerCase()));
    const moved = [...found].filter(name => !asked.has(name));
    if (moved.length > 0)
        report.note((0,_messages_teardown_js__WEBPACK_IMPORTED_MODULE_2__/* .deploymentsMoved */ .WN)({ environments: moved }));
}


/***/ })

};
;