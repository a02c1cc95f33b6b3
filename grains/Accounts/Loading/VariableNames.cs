using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>Names of variables that a flow sets.</summary>
internal static class VariableNames
{
    public static void Check(string name, int line, FileProblems problems)
    {
        if (FlowVariables.BuiltIn.Contains(name))
        {
            problems.Error(line, $"'{name}' is built in and can't be set; use another name");
        }
        else if (!Patterns.Fits(Patterns.Variable, name))
        {
            problems.Error(line, $"'{ScalarReader.Shortened(name)}' can't be a variable; {Patterns.VariableAdvice}");
        }
    }
}
