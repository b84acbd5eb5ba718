using Gail.Numerics;

namespace Gail.Core.Tests.Rewards;

/// <summary>The classifier's loss as plain arithmetic: one hidden layer of tanh or none, one output per action or one.</summary>
/// <param name="inputs">Standardised inputs, the policy's rows first.</param>
/// <param name="choices">The action chosen in each row; 0 where there is one output.</param>
/// <param name="policyRows">How many rows are the policy's.</param>
internal sealed class PlainClassifier(NdArray<float> inputs, int[] choices, int policyRows)
{
    internal double EntropyWeight { get; init; } = 0.001;

    /// <summary>Cross entropy of both classes, each weighing 1, minus the weighted Bernoulli entropy.</summary>
    internal double Loss(StateTree shapes, double[] parameters)
    {
        var loss = 0.0;
        for (var row = 0; row < inputs.Rows; row++)
        {
            var probability = 1 / (1 + Math.Exp(-Logit(shapes, parameters, row)));
            var expert = row >= policyRows;
            var crossEntropy = -Math.Log(expert ? probability : 1 - probability);
            var entropy = -(probability * Math.Log(probability)) - ((1 - probability) * Math.Log(1 - probability));
            loss += (crossEntropy - (EntropyWeight * entropy)) / (expert ? inputs.Rows - policyRows : policyRows);
        }
        return loss;
    }

    internal double Logit(StateTree shapes, double[] parameters, int row)
    {
        var signal = inputs.Row(row).ToArray().Select(x => (double)x).ToArray();
        var layers = shapes.Leaves.Count() / 2;
        var at = 0;
        for (var layer = 0; layer < layers; layer++)
        {
            var outputs = shapes.Leaves.ElementAt(2 * layer).Value.Columns;
            var next = new double[outputs];
            for (var j = 0; j < outputs; j++)
            {
                next[j] = parameters[at + (signal.Length * outputs) + j];
                for (var i = 0; i < signal.Length; i++)
                {
                    next[j] += signal[i] * parameters[at + (i * outputs) + j];
                }
                next[j] = layer < layers - 1 ? Math.Tanh(next[j]) : next[j];
            }
            at += (signal.Length + 1) * outputs;
            signal = next;
        }
        return signal[choices[row]];
    }
}
