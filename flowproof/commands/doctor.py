"""`flowproof doctor`: is anything wrong with this installation?"""

import click


@click.command()
def doctor() -> int:
    """Name each known fault of the installed versions, and each clash of package names."""
    from flowproof.diagnosis import Weight, diagnose, installed
    from flowproof.shadows import CHECKOUT

    for name, version in installed():
        click.echo(f"{name} {version}")
    click.echo(f"flowproof runs from {CHECKOUT}")
    findings = diagnose()
    for finding in findings:
        click.echo(f"{finding.weight.value}: {finding.text}")
    harmful = sum(finding.weight is Weight.FAULT for finding in findings)
    click.echo("nothing that matters is wrong" if harmful == 0 else f"{harmful} of these must be mended")
    return 1 if harmful else 0
