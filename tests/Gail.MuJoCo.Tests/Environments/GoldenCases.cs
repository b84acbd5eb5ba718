using Gail.MuJoCo.Environments;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>Which recorded data which environment has to reproduce.</summary>
internal static class GoldenCases
{
    /// <summary>Environment and name of the recording.</summary>
    public static TheoryData<string, string> All
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var id in MuJoCoEnvironments.All.Where(id => !id.Contains("FixedHorizon")))
            {
                cases.Add(id, id == "Ant-v1" ? "Ant-v4-contact" : id.Replace("-v1", "-v4"));
            }
            if (MuJoCoEnvironments.All.Contains("Ant-v4"))
            {
                cases.Add("Ant-v4:useContactForces=true", "Ant-v4-contact");
            }
            return cases;
        }
    }

    public static RobotEnvironment Create(string id) => (RobotEnvironment)MuJoCoEnvironments.Create(id);
}
