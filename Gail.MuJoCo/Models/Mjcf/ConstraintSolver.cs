namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>The solver of the forces of contacts and limits.</summary>
public enum ConstraintSolver
{
    /// <summary>Projected Gauss-Seidel: one force at a time.</summary>
    PGS,

    /// <summary>Newton's method on all of them; few, dear, exact iterations.</summary>
    Newton,
}
