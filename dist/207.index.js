"use strict";
exports.id = 207;
exports.ids = [207];
exports.modules = {

/***/ 207:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  teardown: () => (/* binding */ teardown)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../domain/problem.ts
var problem = __webpack_require__(639);
;// CONCATENATED MODULE: ../domain/teardown.ts

/** Whether a decision can depend on deployments that are not live: on their number, their age or their commit. */
const heedsHistory = ({ operation, filters }) => operation === 'delete' || filters.keep !== undefined || filters.keepOpenPullRequests;
/**
 * Decides about each deployment of the environments that were asked for, and about no other.
 *
 * @param now milliseconds since 1970, by GitHub's clock
 */
function planTeardown(aim, survey, now) {
    const environments = byName(survey).map(({ name, seen }) => {
        const rules = rulesFor(seen, aim.filters, survey.openPullRequests, now);
        return { name, decisions: seen.map(one => decide(one, aim.operation, rules)) };
    });
    const doomed = environments.filter(({ decisions }) => decisions.every(({ action }) => action === 'delete'));
    return {
        environments: environments.map(({ name }) => name),
        decisions: environments.flatMap(({ decisions }) => decisions),
        more: survey.more,
        doomed: aim.deleteEnvironment ? doomed.map(({ name }) => name) : []
    };
}
/** The environments that were asked for, with what was seen of them, in an order that does not depend on the reading. */
function byName({ environments, seen }) {
    const found = new Map(environments.map(name => [name.toLowerCase(), { name, seen: new Map() }]));
    for (const deployment of seen) {
        found.get(deployment.environment.toLowerCase())?.seen.set(deployment.nodeId, deployment);
    }
    return [...found]
        .sort(([one], [other]) => compare(one, other))
        .map(([, environment]) => {
        const sorted = [...environment.seen.values()].sort(newestFirst);
        return { name: sorted[0]?.environment ?? environment.name, seen: sorted };
    });
}
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const newestFirst = (one, other) => compare(other.createdAt, one.createdAt) || compare(one.nodeId, other.nodeId);
function decide(seen, operation, rules) {
    const state = seen.state ?? 'without a status';
    const isNow = (0,deployment/* isLive */.DG)(seen.state) ? `it is live (${state})` : `it is not live (${state})`;
    if (operation === 'deactivate' && !(0,deployment/* isLive */.DG)(seen.state))
        return { seen, action: 'none', because: isNow };
    for (const rule of rules) {
        const because = rule(seen);
        if (because !== undefined)
            return { seen, action: 'spare', because };
    }
    if (operation === 'deactivate')
        return { seen, action: 'deactivate', because: isNow };
    return { seen, action: 'delete', because: (0,deployment/* isLive */.DG)(seen.state) ? `${isNow}, so it is made inactive first` : isNow };
}
/**
 * What spares deployments of one environment; the first rule that says so gives the reason.
 *
 * @param seen all of the environment, the newest first
 */
function rulesFor(seen, { states, olderThan, keep, keepOpenPullRequests }, openPullRequests, now) {
    const rules = [({ isJobsOwn }) => (isJobsOwn ? "it is GitHub's own record for this job" : undefined)];
    if (keepOpenPullRequests)
        rules.push(inOpenPullRequest(seen, openPullRequests));
    if (keep !== undefined)
        rules.push(amongNewest(seen, keep));
    if (olderThan !== undefined)
        rules.push(tooYoung(olderThan, now));
    if (states.length > 0)
        rules.push(inOtherState(states));
    return rules;
}
function inOpenPullRequest(seen, openPullRequests) {
    const [open] = seen.flatMap(({ sha }) => openPullRequests.get(sha) ?? []);
    const because = open === undefined ? undefined : `a commit of its environment belongs to the open pull request #${open}`;
    return () => because;
}
/** Those of the same second as the last one that is kept are kept as well: nobody knows which of them is newer. */
function amongNewest(seen, keep) {
    const last = keep > 0 ? (seen[keep - 1] ?? seen.at(-1)) : undefined;
    const newest = seen.find(({ state }) => state === 'success');
    return ({ state, createdAt }) => {
        if (last !== undefined && createdAt >= last.createdAt)
            return `it is among the newest ${keep} of its environment`;
        const isNewestSuccess = state === 'success' && createdAt === newest?.createdAt;
        return isNewestSuccess ? 'it is the newest successful one of its environment' : undefined;
    };
}
/** One whose age is not known is not known to be old enough. */
function tooYoung(olderThan, now) {
    const because = `it is not older than ${(0,deployment/* duration */.p0)(olderThan)}`;
    return ({ createdAt }) => (now - Date.parse(createdAt) > olderThan ? undefined : because);
}
function inOtherState(states) {
    return ({ state }) => states.includes(state ?? 'pending') ? undefined : `it is ${state ?? 'without a status'}, not ${states.join(' or ')}`;
}

// EXTERNAL MODULE: ../ports.ts
var ports = __webpack_require__(255);
// EXTERNAL MODULE: ../domain/pattern.ts
var pattern = __webpack_require__(286);
// EXTERNAL MODULE: ../../node_modules/picomatch/index.js
var picomatch = __webpack_require__(26);
var picomatch_default = /*#__PURE__*/__webpack_require__.n(picomatch);
;// CONCATENATED MODULE: ../domain/selection.ts


/** Names with a leading dot are names like any others, `a/**` is what is below `a`, and `{1..3}` means nothing. */
const options = { dot: true, noextglob: true, strictSlashes: true, windows: false, expandRange: () => '(?!)' };
/**
 * The environments that the lines mean. A line is a name, a pattern, or, with a leading `!`, what to leave out; one that
 * equals an existing name is that name, whatever characters it has. A name that does not exist may still have
 * deployments, so it is meant as well. Case is ignored, and no pattern ever takes `production`.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 *
 * @param existing the names that are known, as GitHub writes them
 */
function selectEnvironments(lines, existing) {
    const known = new Map(existing.map(name => [name.toLowerCase(), name]));
    const selected = new Map();
    const isExcluded = [];
    for (const line of lines) {
        const key = line.toLowerCase();
        const name = known.get(key);
        if (name === undefined && line.startsWith('!'))
            isExcluded.push(exclusion(line.slice(1), known));
        else if (name !== undefined || !(0,pattern/* isPattern */.Pt)(line))
            selected.set(key, name ?? line);
        else
            for (const [match, found] of matches(line, known))
                if (match !== 'production')
                    selected.set(match, found);
    }
    return [...selected].filter(([key]) => !isExcluded.some(excludes => excludes(key))).map(([, name]) => name);
}
function matches(pattern, known) {
    const isMatch = matcher(pattern.toLowerCase());
    return [...known].filter(([key]) => isMatch(key));
}
function exclusion(line, known) {
    const key = line.toLowerCase();
    return (0,pattern/* isPattern */.Pt)(line) && !known.has(key) ? matcher(key) : other => other === key;
}
/** What a `\` that is meant as itself is written as: several of them in a row would keep the library busy for ever. */
const backslash = '\uE000';
function matcher(pattern) {
    const isMatch = picomatch_default()(quoted(spread(pattern)), options);
    return key => isMatch(key.replaceAll('\\', backslash));
}
/**
 * A `**` that is only a part of what stands between two `/` crosses them as well; the library would take it for a `*`.
 */
function spread(pattern) {
    return pattern.replaceAll(/\\.|\[[^\]]*\]|\*{2,}/gs, (found, place) => {
        const isWhole = /^[/{,]?$/.test(pattern[place - 1] ?? '') && /^[/},]?$/.test(pattern[place + found.length] ?? '');
        return found.startsWith('*') && !isWhole ? '{*,*/**/*}' : found;
    });
}
/**
 * The pattern for the library, which knows more than is promised here: groups, quantifiers, quotes and a leading `./` are
 * meant as text, and so is an ordinary character after a `\`.
 */
function quoted(pattern) {
    return pattern
        .replace(/^[!.]/, '\\$&')
        .replaceAll(/\\(.)|\\$|\[!|(?<!\[)\^|[()|+@$"]/gsu, (found, escaped) => {
        if (found === '\\' || escaped === '\\')
            return backslash;
        if (found === '[!')
            return '[^';
        if (escaped === undefined)
            return `\\${found}`;
        return /[\p{L}\p{N}\p{So}_]/u.test(escaped) ? escaped : found;
    });
}

;// CONCATENATED MODULE: ../operations/survey.ts






/** Of what is not live and no decision depends on, so many are kept for the outputs and the summary. */
const mostHistory = 1000;
/** Looks at what a teardown is about, and no further. */
async function survey({ operation, target, filters }, ports) {
    if (target.by === 'id') {
        const seen = seenFrom(await ports.github.sight(target.id), ports.run);
        return { environments: [seen.environment], seen: [seen], more: 0, openPullRequests: new Map() };
    }
    const isListed = (0,pattern/* hasPatterns */.__)(target.lines);
    const environments = selectEnvironments(target.lines, isListed ? await namesOfAll(ports) : []);
    const most = heedsHistory({ operation, filters }) ? Infinity : mostHistory;
    const { seen, more, names } = await seenIn(environments, ports, most);
    if (!isListed) {
        const others = await seenIn(await otherNames(environments, names, ports), ports);
        seen.push(...others.seen);
    }
    const openPullRequests = filters.keepOpenPullRequests && seen.length > 0 ? await ports.github.openPullRequests() : new Map();
    return { environments, seen, more, openPullRequests };
}
/** The names of all environments, or where they cannot be listed, those that deployments have. */
async function namesOfAll({ github, tell }) {
    const listed = await github.environments();
    if (listed !== undefined)
        return listed;
    const text = 'The token may not list the environments, so their names are taken from the deployments.';
    tell({ kind: 'note', level: 'info', text });
    const names = new Set();
    let count = 0;
    for await (const page of github.deployments({})) {
        for (const { environment } of page)
            names.add(environment);
        count += page.length;
    }
    if (count < ports/* mostListed */.p9)
        return [...names];
    throw new problem/* Problem */.AF(`Which environments the patterns mean is not known: the token may not list them, and ${ports/* mostListed */.p9.toLocaleString('en')} deployments did not show all of them.`, 'Give the job "permissions: actions: read", beside what it has, or name the environments without patterns.');
}
/**
 * The deployments of environments. GitHub does not say whether its lists heed the case of a name, as nothing else does,
 * so the name is asked for in lower case as well.
 *
 * @param most how many of those that are not live are kept
 */
async function seenIn(environments, { github, run }, most = Infinity) {
    const asked = new Set(environments.flatMap(name => [name, name.toLowerCase()]));
    const seen = [];
    const names = new Set();
    let history = 0;
    for await (const page of github.survey([...asked])) {
        for (const sighting of page) {
            names.add(sighting.environment.toLowerCase());
            if ((0,deployment/* isLive */.DG)(sighting.state) || ++history <= most)
                seen.push(seenFrom(sighting, run));
        }
    }
    return { seen, more: Math.max(0, history - most), names };
}
function seenFrom(sighting, run) {
    const { nodeId, id, ref, sha, environment, createdAt, state } = sighting;
    return {
        nodeId,
        ...(id === undefined ? {} : { id }),
        ...(ref === undefined ? {} : { ref }),
        sha,
        environment,
        createdAt,
        ...(state === undefined ? {} : { state }),
        isJobsOwn: (0,deployment/* isJobsOwn */.fW)(sighting, run)
    };
}
/** How GitHub writes the names of which no deployment was seen, where that is neither as given nor in lower case. */
async function otherNames(environments, found, { github }) {
    const names = [];
    for (const environment of environments) {
        if (found.has(environment.toLowerCase()))
            continue;
        const name = await github.environment(environment).catch(unlessProblem);
        if (name !== undefined && ![environment, environment.toLowerCase()].includes(name))
            names.push(name);
    }
    return names;
}
/** A name that GitHub does not tell is taken as it was given. */
function unlessProblem(error) {
    if (!(error instanceof problem/* Problem */.AF))
        throw error;
}

;// CONCATENATED MODULE: ../operations/teardown.ts





/**
 * Ends what is live in environments, and with `delete` removes it: deactivates, deletes the deployments, deletes the
 * environments. What fails does not stop the rest.
 * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
 *
 * @throws Problem that lists what could not be done
 */
async function teardown(command, ports, caretaker) {
    const { github, tell } = ports;
    const found = await surveyOf(command, ports);
    const plan = planTeardown(command, found, github.now);
    tell({ kind: 'plan', plan, dryRun: command.dryRun });
    const own = plan.decisions.find(({ seen, action }) => action === 'spare' && seen.isJobsOwn);
    if (own !== undefined)
        tell({ kind: 'note', level: 'warning', text: sparedJobsOwn(own.seen.environment) });
    if (command.dryRun) {
        tell({ kind: 'torn down', plan });
        return;
    }
    const work = new Work(command, ports);
    try {
        await work.carryOut(plan);
        await work.deleteEnvironments(plan, caretaker);
    }
    finally {
        tell({ kind: 'torn down', plan, result: work.result });
    }
    work.throwFailures();
}
const sparedJobsOwn = (environment) => `GitHub's own deployment for this job is spared, because GitHub would set it live again when the job ends: the job has "environment: ${environment}". ` +
    `Tear it down in a job without "environment:", or write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and to have one record only.`;
async function surveyOf(command, ports) {
    const { operation, target } = command;
    try {
        return await survey(command, ports);
    }
    catch (error) {
        const isGone = error instanceof problem/* GitHubProblem */.Jy && error.answer.status === 404;
        if (!isGone || operation !== 'delete' || target.by !== 'id')
            throw error;
        // A repository that the token may not see is answered alike: its list is an error then.
        await ports.github.deployments({})[Symbol.asyncIterator]().next();
        const text = `Deployment ${target.id} is not there, so there is nothing to delete.`;
        ports.tell({ kind: 'note', level: 'notice', text });
        return { environments: [], seen: [], more: 0, openPullRequests: new Map() };
    }
}
/** Carries a plan out, and keeps count. */
class Work {
    result = { deactivated: [], deleted: [], environments: [], failed: [] };
    #command;
    #ports;
    /** Set where GitHub takes nothing any more, so that the rest is not even tried. */
    #stopped;
    constructor(command, ports) {
        this.#command = command;
        this.#ports = ports;
    }
    /** Deactivates first, then deletes: an active deployment cannot be deleted while there are others. */
    async carryOut({ decisions }) {
        const { github, run } = this.#ports;
        const { description = (0,deployment/* shortened */.vI)(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#command;
        const planned = decisions.filter(({ action }) => action === 'deactivate' || action === 'delete');
        let live = planned.map(({ seen }) => seen).filter(({ state }) => (0,deployment/* isLive */.DG)(state));
        let toDelete = planned.filter(({ action }) => action === 'delete').map(({ seen }) => seen);
        const gone = new Set();
        for (const attempt of ['first', 'last']) {
            live = await this.#inBatches(live, 'deployments made inactive', this.result.deactivated, attempt, async (batch) => {
                const written = await github.deactivate(batch, description, logUrl, attempt);
                written.gone.forEach(sighting => gone.add(sighting));
                return written;
            });
            const failed = new Set(this.result.failed.map(({ seen }) => seen));
            const waiting = new Set(live);
            const deletable = toDelete.filter(seen => !failed.has(seen) && !gone.has(seen) && !waiting.has(seen));
            const open = await this.#inBatches(deletable, 'deployments deleted', this.result.deleted, attempt, batch => github.delete(batch, attempt));
            toDelete = [...open, ...toDelete.filter(seen => waiting.has(seen))];
            const left = live.length + open.length;
            if (left > 0 && this.#stopped === undefined)
                this.#tellLater(left);
        }
    }
    #tellLater(count) {
        const them = count === 1 ? 'One deployment is' : `${count} deployments are`;
        const text = `${them} left for the end: GitHub had no answer within a minute.`;
        this.#ports.tell({ kind: 'note', level: 'info', text });
    }
    /** Writes to ten deployments at a time; after a first attempt, those are left of which GitHub had no answer. */
    async #inBatches(seen, what, done, attempt, write) {
        const progress = new Progress(what, seen.length, this.#ports);
        const open = [];
        /** How many batches in a row have brought nothing about. */
        let failures = 0;
        for (let start = 0; start < seen.length; start += ports/* batchSize */.CJ) {
            const batch = seen.slice(start, start + ports/* batchSize */.CJ);
            if (this.#stopped !== undefined) {
                this.#fail(batch, 'not tried any more');
                continue;
            }
            if (failures === 2) {
                open.push(...batch);
                continue;
            }
            try {
                const written = await write(batch);
                done.push(...written.done);
                open.push(...written.open);
                for (const { sighting, why } of written.failed)
                    this.#fail([sighting], why);
                failures = written.open.length > 0 && written.done.length === 0 ? failures + 1 : 0;
            }
            catch (error) {
                if (!(error instanceof problem/* GitHubProblem */.Jy))
                    throw error;
                failures++;
                if (attempt === 'first' && (0,problem/* isUnanswered */.Ni)(error))
                    open.push(...batch);
                else {
                    this.#fail(batch, (0,problem/* explain */.WE)(error));
                    // Two in a row are no accident.
                    if (failures === 2 || (0,problem/* isForAll */.z)(error))
                        this.#stopped = error;
                }
            }
            progress.reached(start + batch.length);
        }
        return open;
    }
    #fail(batch, why) {
        this.result.failed.push(...batch.map((seen) => ({ environment: seen.environment, seen, why })));
    }
    /** Deletes the environments of which nothing is left. That the token may not is a warning: the rest stands. */
    async deleteEnvironments({ doomed }, caretaker) {
        const failed = new Set(this.result.failed.map(({ environment }) => environment.toLowerCase()));
        const empty = doomed.filter(name => !failed.has(name.toLowerCase()));
        if (this.#stopped !== undefined) {
            this.#failEnvironments(empty);
            return;
        }
        const names = await this.#uninhabited(empty);
        if (names.length === 0)
            return;
        const progress = new Progress('environments deleted', names.length, this.#ports);
        const keeper = caretaker();
        const hidden = [];
        for (const [place, name] of names.entries()) {
            const fate = await this.#deleteEnvironment(name, keeper, hidden.length === 0);
            if (fate === 'hidden')
                hidden.push(name);
            else if (fate === 'limited') {
                this.#failEnvironments(names.slice(place + 1));
                break;
            }
            else if (fate !== 'settled') {
                // What it may not do to one it may not do to the others.
                this.#warn(environmentsStay(names.slice(place), fate.refusal));
                break;
            }
            progress.reached(place + 1);
        }
        if (hidden.length > 0)
            this.#warn(environmentsHidden(hidden));
    }
    #failEnvironments(names, why = 'not tried any more') {
        this.result.failed.push(...names.map(environment => ({ environment, why })));
    }
    /** The environments in which nothing is left; somebody may have deployed there while we worked. */
    async #uninhabited(names) {
        const found = await seenIn(names, this.#ports).catch((error) => {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            this.#failEnvironments(names, (0,problem/* explain */.WE)(error));
            return undefined;
        });
        if (found === undefined)
            return [];
        // A replica may still show what was deleted.
        const deleted = new Set(this.result.deleted.map(({ nodeId }) => nodeId));
        const left = found.seen.filter(({ nodeId }) => !deleted.has(nodeId));
        const inhabited = new Set(left.map(({ environment }) => environment.toLowerCase()));
        return names.filter(name => {
            const isInhabited = inhabited.has(name.toLowerCase());
            if (isInhabited)
                this.#warn(`Environment ${name} stays: it has a deployment that was not deleted here.`);
            return !isInhabited;
        });
    }
    /** @param mayAsk whether it makes sense to ask with the other token whether an environment is there */
    async #deleteEnvironment(name, caretaker, mayAsk) {
        try {
            if (await caretaker.deleteEnvironment(name)) {
                this.result.environments.push(name);
                return 'settled';
            }
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            const { status, limit } = error instanceof problem/* GitHubProblem */.Jy ? error.answer : {};
            if (limit === undefined && (status === 401 || status === 403))
                return { refusal: error.message };
            this.#failEnvironments([name], (0,problem/* explain */.WE)(error));
            return limit === undefined ? 'settled' : 'limited';
        }
        // One that is gone already is answered like one that the token may not delete: the other token may know.
        const isThere = mayAsk ? await this.#isThere(name) : undefined;
        if (isThere === undefined)
            return 'hidden';
        if (isThere)
            return { refusal: 'Not Found (HTTP 404).' };
        this.#ports.tell({
            kind: 'note',
            level: 'info',
            text: `Environment ${name} is not there, so there is nothing to delete.`
        });
        return 'settled';
    }
    /** `undefined` where the token may not see it. */
    async #isThere(name) {
        try {
            return (await this.#ports.github.environment(name)) !== undefined;
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            return undefined;
        }
    }
    #warn(text) {
        this.#ports.tell({ kind: 'note', level: 'warning', text });
    }
    /** @throws Problem that lists what could not be done */
    throwFailures() {
        const { failed, deactivated, deleted } = this.result;
        if (failed.length === 0)
            return;
        if (this.#stopped !== undefined && deactivated.length + deleted.length === 0)
            throw this.#stopped;
        const verb = this.#command.operation === 'delete' ? 'deleted' : 'made inactive';
        const count = failed.length === 1 ? 'One could' : `${failed.length} could`;
        throw new problem/* Problem */.AF(`The teardown is not complete: ${count} not be ${verb}.\n${listed(failed)}\n`, 'Everything else is done; run it again for the rest.');
    }
}
const environmentsStay = (names, refusal) => `${names.length === 1 ? 'An environment stays' : `${names.length} environments stay`}: ${inShort(names)}. GitHub says: ${refusal} ` +
    'Deleting an environment needs administration: write, which the workflow\'s own token never has: give a token that has it as the input "environment-token". The deployments are deleted all the same.';
const environmentsHidden = (names) => `Not known to be gone: ${names.length === 1 ? 'environment' : 'environments'} ${inShort(names)}. GitHub says Not Found (HTTP 404) both of one that is gone and of one that the token may not delete. ` +
    'Give the job "permissions: actions: read", which sees them, and as the input "environment-token" a token with administration: write.';
/** How many names, and how many reasons, an error has room for. */
const mostNamed = 5;
function inShort(names) {
    const more = names.length - mostNamed;
    return `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
/** What failed, by the reason; of those that differ by the request only, the first stands for all. */
function listed(failed) {
    const reasons = Object.values(Object.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, '')));
    const lines = reasons.map((those = []) => {
        const names = those.map(({ environment, seen }) => seen === undefined ? `environment ${environment}` : `${(0,deployment/* shortRef */.m3)(seen.sha)} in ${environment}`);
        return `- ${inShort(names)}: ${those[0]?.why ?? ''}`;
    });
    const more = lines.length - mostNamed;
    return [...lines.slice(0, mostNamed), ...(more > 0 ? [`- and more, for ${more} other reasons`] : [])].join('\n');
}
/** A line of progress comes after so many deployments, or a tenth of very many. */
const fewest = 100;
/** And after so much time, however few they are. */
const longestSilence = 15_000;
/** Says how far it is, at sensible intervals. */
class Progress {
    #what;
    #total;
    #ports;
    #told = 0;
    #toldAt;
    constructor(what, total, ports) {
        this.#what = what;
        this.#total = total;
        this.#ports = ports;
        this.#toldAt = ports.clock.now();
    }
    reached(count) {
        const { clock, github, tell } = this.#ports;
        const isFar = count - this.#told >= Math.max(fewest, this.#total / 10);
        if (count >= this.#total || (!isFar && clock.now() - this.#toldAt < longestSilence))
            return;
        this.#told = count;
        this.#toldAt = clock.now();
        const text = `Progress    ${count} of ${this.#total} ${this.#what}, ${github.requests} requests so far`;
        tell({ kind: 'note', level: 'info', text });
    }
}


/***/ })

};
;