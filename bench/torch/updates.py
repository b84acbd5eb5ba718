"""The updates of the benchmark suite in PyTorch, as plainly as one writes them: medians in seconds, JSON on stdout.

    python3 updates.py --threads 1 [--rounds 15] [--seconds 1.0]

Called by Gail.Bench, which puts its own figures beside these by name.
"""
import argparse
import json
import os
import sys
import time

arguments = argparse.ArgumentParser()
arguments.add_argument("--threads", type=int, default=1)
arguments.add_argument("--rounds", type=int, default=15, help="rounds of which the median is taken, at most")
arguments.add_argument("--seconds", type=float, default=1.0, help="about how long each figure is measured")
options = arguments.parse_args()

# Before the import: a BLAS with threads of its own does not listen to torch.set_num_threads.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(options.threads)

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

torch.set_num_threads(options.threads)
torch.manual_seed(0)


def median_seconds(step):
    """The median over rounds, each of so many calls that the clock does not matter."""
    once = options.seconds
    for _ in range(4):
        began = time.perf_counter()
        step()
        once = time.perf_counter() - began
        if once > options.seconds / 4:
            break  # too slow for more warming up to matter
    calls = max(1, int(options.seconds / options.rounds / max(once, 1e-9)))
    # Slow steps get fewer rounds, so that a slow BLAS does not take the suite minutes.
    rounds = min(options.rounds, max(3, int(3 * options.seconds / max(once, 1e-9))))
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        for _ in range(calls):
            step()
        times.append((time.perf_counter() - began) / calls)
    return sorted(times)[len(times) // 2]


def perceptron(inputs, hidden, outputs):
    layers = []
    for width in hidden:
        layers += [nn.Linear(inputs, width), nn.Tanh()]
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, outputs))


def adam_step(hidden, rows, penalty):
    network = perceptron(14, hidden, 1)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)
    inputs, mixed = torch.randn(rows, 14), torch.randn(rows // 2, 14)
    labels = 0.2 + 0.6 * torch.rand(rows, 1)

    def step():
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(network(inputs), labels)
        if penalty:
            at = mixed.clone().requires_grad_(True)
            logit = network(at)
            (slope,) = torch.autograd.grad(logit.sum(), at, create_graph=True)
            loss = loss + 10 * ((slope.square().sum(1) + 1e-12).sqrt() - 1).square().mean()
        loss.backward()
        optimizer.step()

    return step


def forward_backward(rows):
    network = perceptron(14, [100, 100], 1)
    inputs = torch.randn(rows, 14)

    def step():
        network.zero_grad()
        network(inputs).square().mean().backward()

    return step


def flat(tensors):
    return torch.cat([tensor.reshape(-1) for tensor in tensors])


def assign(parameters, vector):
    at = 0
    for parameter in parameters:
        parameter.data.copy_(vector[at : at + parameter.numel()].view_as(parameter))
        at += parameter.numel()


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.network = perceptron(11, [100, 100], 3)
        self.log_std = nn.Parameter(torch.zeros(1, 3))

    def forward(self, observations):
        mean = self.network(observations)
        return torch.distributions.Normal(mean, self.log_std.exp().expand_as(mean))


def trpo_step(rows, fisher_rows, products=10, damping=0.1, max_kl=0.01):
    """One gradient, conjugate gradient on Fisher products by double backward, one line-search evaluation."""
    policy = Policy()
    parameters = list(policy.parameters())
    observations, advantages = torch.randn(rows, 11), torch.randn(rows)
    with torch.no_grad():
        old = policy(observations)
        actions = old.sample()
        old_log = old.log_prob(actions).sum(1)
    start = flat([parameter.detach().clone() for parameter in parameters])

    def objective():
        return ((policy(observations).log_prob(actions).sum(1) - old_log).exp() * advantages).mean()

    def step():
        gradient = flat(torch.autograd.grad(objective(), parameters))
        some = observations[torch.randint(rows, (fisher_rows,))]
        now = policy(some)
        fixed = torch.distributions.Normal(now.loc.detach(), now.scale.detach())
        kl = torch.distributions.kl_divergence(fixed, now).sum(1).mean()
        slopes = flat(torch.autograd.grad(kl, parameters, create_graph=True))

        def fisher(vector):
            return flat(torch.autograd.grad(slopes @ vector, parameters, retain_graph=True)) + damping * vector

        solution = torch.zeros_like(gradient)
        residual, direction = gradient.clone(), gradient.clone()
        square = residual @ residual
        for _ in range(products):
            product = fisher(direction)
            length = square / (direction @ product)
            solution += length * direction
            residual -= length * product
            next_square = residual @ residual
            direction = residual + next_square / square * direction
            square = next_square
        scale = (2 * max_kl / (solution @ fisher(solution) + 1e-8)).sqrt()
        with torch.no_grad():
            assign(parameters, start + scale * solution)
            moved = policy(observations)
            ratio = (moved.log_prob(actions).sum(1) - old_log).exp()
            value = (ratio * advantages).mean().item()
            divergence = torch.distributions.kl_divergence(old, moved).sum(1).mean().item()
            assign(parameters, start)  # so that every round does the same
        return value, divergence

    return step


def policy_evaluation(rows):
    network = perceptron(11, [100, 100], 3)
    observations = torch.randn(rows, 11)

    def step():
        with torch.no_grad():
            network(observations)

    return step


def product(size):
    a, b = torch.randn(size, size), torch.randn(size, size)
    return lambda: torch.mm(a, b)


def blas():
    """Which library multiplies matrices: PyTorch is as fast as it is, and the reference BLAS is far slower than any other."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = {os.path.basename(os.path.realpath(line.split()[-1])) for line in maps if "/" in line}
    except OSError:
        return "unknown"
    found = sorted(name for name in files if any(part in name.lower() for part in ("blas", "mkl_", "blis", "atlas")))
    return ", ".join(found) or "built in"


figures = {
    "product/256": product(256),
    "adam/14-64-64-1/64": adam_step([64, 64], 64, False),
    "adam/14-100-100-1/128": adam_step([100, 100], 128, False),
    "adam/14-256-256-1/2048": adam_step([256, 256], 2048, False),
    "adam/14-64-64-1/64/penalty": adam_step([64, 64], 64, True),
    "adam/14-100-100-1/128/penalty": adam_step([100, 100], 128, True),
    "adam/14-256-256-1/2048/penalty": adam_step([256, 256], 2048, True),
    "forward-backward/14-100-100-1/50000": forward_backward(50000),
    "trpo/11-100-100-3/50000": trpo_step(50000, 5000),
    "policy/11-100-100-3/1": policy_evaluation(1),
    "policy/11-100-100-3/8": policy_evaluation(8),
    "policy/11-100-100-3/64": policy_evaluation(64),
}
json.dump(
    {
        "version": torch.__version__,
        "blas": blas(),
        "threads": options.threads,
        "seconds": {name: median_seconds(step) for name, step in figures.items()},
    },
    sys.stdout,
)
print()
