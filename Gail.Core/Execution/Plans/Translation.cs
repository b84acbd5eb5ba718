using Gail.Graphs;

namespace Gail.Execution.Plans;

/// <summary>Translates the expressions of a graph to the nodes of a plan.</summary>
internal static class Translation
{
    /// <summary>The node of each output, in order.</summary>
    internal static PlanNode[] Translate(PlanNodes nodes, Graph graph)
    {
        var of = new Dictionary<Expr, PlanNode>(ReferenceEqualityComparer.Instance);
        foreach (var expression in graph.Nodes)
        {
            PlanNode Argument(int index) => of[expression.Arguments[index]];
            of[expression] = expression.Operation switch
            {
                Operation.Input => nodes.Input(expression.Name, expression.Rows, expression.Columns),
                Operation.Fill => nodes.Fill((float)expression.Number, expression.Rows, expression.Columns),
                Operation.InverseBatch => nodes.InverseBatch(),
                Operation.Add => nodes.Add(Argument(0), Argument(1)),
                Operation.Subtract => nodes.Subtract(Argument(0), Argument(1)),
                Operation.Multiply => nodes.Multiply(Argument(0), Argument(1)),
                Operation.Divide => nodes.Divide(Argument(0), Argument(1)),
                Operation.Scale => nodes.Affine(Argument(0), (float)expression.Number, 0),
                Operation.Shift => nodes.Affine(Argument(0), 1, (float)expression.Number),
                Operation.Tanh => nodes.Function(PlanOperation.Tanh, Argument(0)),
                Operation.Sigmoid => nodes.Function(PlanOperation.Sigmoid, Argument(0)),
                Operation.Softplus => nodes.Function(PlanOperation.Softplus, Argument(0)),
                Operation.Exp => nodes.Function(PlanOperation.Exp, Argument(0)),
                Operation.Log => nodes.Function(PlanOperation.Log, Argument(0)),
                Operation.Sqrt => nodes.Function(PlanOperation.Sqrt, Argument(0)),
                Operation.Heaviside => nodes.Function(PlanOperation.Heaviside, Argument(0)),
                Operation.LogSoftmax => nodes.LogSoftmax(Argument(0)),
                Operation.MatMul => nodes.Product(Argument(0), Argument(1)),
                Operation.MatMulRightTransposed => nodes.ProductRightTransposed(Argument(0), Argument(1)),
                Operation.MatMulLeftTransposed => nodes.ProductLeftTransposed(Argument(0), Argument(1)),
                Operation.SumRows => nodes.SumRows(Argument(0)),
                Operation.SumColumns => nodes.SumColumns(Argument(0)),
                Operation.RepeatRows => nodes.RepeatRows(Argument(0), expression.Rows),
                Operation.RepeatColumns => nodes.RepeatColumns(Argument(0), expression.Columns),
                Operation.SliceColumns => nodes.SliceColumns(Argument(0), expression.Start, expression.Columns),
                Operation.PlaceColumns => nodes.PlaceColumns(Argument(0), expression.Start, expression.Columns),
                Operation.Concatenate => nodes.Concatenate([.. expression.Arguments.Select(part => of[part])]),
                _ => throw new InvalidOperationException($"{expression.Operation} has no translation."),
            };
        }
        return [.. graph.Outputs.Select(output => of[output.Node])];
    }
}
